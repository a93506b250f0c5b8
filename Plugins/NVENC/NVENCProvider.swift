// SPDX-License-Identifier: Apache-2.0
import Glibc
import ProviderSDK

/// Offers the GStreamer elements that encode through NVENC, on the GPUs whose driver says that they can.
///
/// Asks through CUDA and the encoder library, which it finds at run time, and holds one encode session at a
/// time, for the questions only, and none while another probe of the machine holds one. An offer is what the GPU
/// can do; what GStreamer makes of it, only a trial shows. Not verified on hardware.
struct NVENCProvider: Provider {
    /// Longer than probes of several GPUs take, and below the deadline of a probe, so that the reason is told.
    private static let patienceMilliseconds = 6_000

    var identity: ProviderIdentity {
        ProviderIdentity(
            id: "org.serval.nvenc", name: "NVENC", vendor: "Serval", version: "0.1.0", license: "Apache-2.0")
    }

    var encoders: [EncoderDescription] { EncoderModel.all.map(\.description) }

    let invalidationSources = [
        "/dev/nvidia*", "/proc/driver/nvidia/version", "library:libcuda.so.1", "library:libnvidia-encode.so.1",
        "environment:CUDA_*", "environment:NVIDIA_*",
    ]

    /// Tells first what needs no driver code, then asks CUDA and the encoder library of each GPU.
    func probe(_ report: ProbeReport) {
        let capabilities = getenv("NVIDIA_DRIVER_CAPABILITIES").map { String(cString: $0) }
        let inventory = NVIDIAInventory.read(containerCapabilities: capabilities)
        let gpus = inventory.gpus.filter { report.wants(device: "pci:\($0.address)") }
        for gpu in gpus {
            report.device(Meaning.device(of: gpu, inventory))
            if let note = Meaning.ofKernelDriver(of: gpu, inventory) { report.note(note) }
        }
        if let note = Meaning.ofInventory(inventory) { return report.note(note) }
        guard !gpus.isEmpty || inventory.gpus.isEmpty else { return report.note(Meaning.ofNoWantedDevice) }
        let isReachable = gpus.isEmpty || gpus.contains { Meaning.ofKernelDriver(of: $0, inventory) == nil }
        guard isReachable, report.depth != .inventory else { return }
        do {
            let cuda = try CUDALibrary("libcuda.so.1")
            do {
                survey(inventory, cuda, try NVENCLibrary("libnvidia-encode.so.1"), report)
            } catch {
                report.note(Meaning.ofMissingEncoder(error, inventory))
            }
        } catch {
            report.note(Meaning.ofMissingCUDA(error))
        }
    }

    private func survey(
        _ inventory: NVIDIAInventory, _ cuda: CUDALibrary, _ encoder: NVENCLibrary, _ report: ProbeReport
    ) {
        guard let turn = ProbeTurn(withinMilliseconds: Self.patienceMilliseconds) else {
            return report.note(Meaning.ofNoTurn)
        }
        // Held while the offers are reported, too: the host starts each encoder in that call.
        defer { withExtendedLifetime(turn) {} }
        let count: Int
        do throws(SurveyFailure) {
            count = try cuda.start()
        } catch {
            return report.note(Meaning.ofFailure(error))
        }
        guard count > 0 else { return report.note(Meaning.ofNoDevice) }
        var absent = inventory.gpus.filter { inventory.drives($0) }.map { "pci:\($0.address)" }.filter {
            report.wants(device: $0)
        }
        var asked = 0
        for index in 0..<count where !report.isStopped {
            let wanted = { (address: String) in report.wants(device: "pci:\(address)") }
            guard let gpu = cuda.survey(index, of: count, wanted: wanted, with: encoder) else { continue }
            asked += 1
            absent.removeAll { $0 == "pci:\(gpu.address)" }
            Meaning.ofSurvey(gpu, inventory).forEach(report.record)
        }
        for device in absent { report.note(Meaning.ofAbsence(of: device)) }
        if asked == 0, absent.isEmpty { report.note(Meaning.ofNoWantedDevice) }
    }
}

extension ProbeReport {
    /// Reports whatever the record is.
    fileprivate func record(_ record: Record) {
        switch record {
        case .device(let device): self.device(device)
        case .offer(let offer): self.offer(offer)
        case .nativeOffer(let offer): self.offer(offer)
        case .note(let note): self.note(note)
        }
    }
}
