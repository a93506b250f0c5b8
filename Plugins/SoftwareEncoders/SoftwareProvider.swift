// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// The encoders that need nothing but a processor.
///
/// Offers all of them wherever it runs: whether an element is installed is for the host to find out, which
/// looks for every element that an offer's recipe names.
struct SoftwareProvider: Provider {
    let identity = ProviderIdentity(
        id: "org.serval.software", name: "Software encoders", vendor: "Serval", version: "0.1.0",
        license: "Apache-2.0")

    var encoders: [EncoderDescription] { SoftwareEncoder.all.map(\.description) }

    func probe(_ report: ProbeReport) {
        let processor = Device(id: "cpu", name: Processor.name ?? "Processor")
        guard report.wants(device: processor.id) else { return }
        report.device(processor)
        for encoder in SoftwareEncoder.all {
            report.offer(encoder.offer(on: processor))
        }
    }
}
