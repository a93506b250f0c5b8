// SPDX-License-Identifier: Apache-2.0
import Glibc
import ProviderSDK

/// Offers the GStreamer elements that encode through NVENC, on the GPUs whose driver says that they can.
///
/// Asks through CUDA and the encoder library, which it finds at run time, and holds one encode session at a
/// time, for the questions only. An offer is what the GPU can do: GStreamer before 1.26 uses presets that
/// recent drivers refuse, which only a trial shows. Not verified on hardware.
struct NVENCProvider: Provider {
    /// Where the two libraries are; tests name their doubles here.
    struct Libraries: Sendable {
        var cuda = "libcuda.so.1"
        var encoder = "libnvidia-encode.so.1"
    }

    private let tree: SystemTree
    private let libraries: Libraries

    init() { self.init(tree: SystemTree()) }

    /// Looks at another machine than this one; for tests.
    init(tree: SystemTree, libraries: Libraries = Libraries()) {
        self.tree = tree
        self.libraries = libraries
    }

    var identity: ProviderIdentity {
        ProviderIdentity(
            id: "org.serval.nvenc", name: "NVENC", vendor: "Serval", version: "0.1.0", license: "Apache-2.0")
    }

    var encoders: [EncoderDescription] { EncoderModel.all.map(\.description) }

    let invalidationSources = [
        "/dev/nvidia*", "/proc/driver/nvidia/version", "library:libcuda.so.1", "library:libnvidia-encode.so.1",
        "environment:CUDA_*", "environment:NVIDIA_*",
    ]

    func probe(_ report: ProbeReport) {
        let capabilities = getenv("NVIDIA_DRIVER_CAPABILITIES").map { String(cString: $0) }
        let inventory = NVIDIAInventory(reading: tree, containerCapabilities: capabilities)
        for gpu in inventory.gpus {
            let device = Meaning.device(of: gpu, inventory)
            if report.wants(device: device.id) { report.device(device) }
        }
        if let note = Meaning.ofInventory(inventory) { return report.note(note) }
        guard report.depth != .inventory else { return }
        let cuda: CUDALibrary
        do {
            cuda = try CUDALibrary(libraries.cuda)
        } catch {
            return report.note(Meaning.ofMissingCUDA(error))
        }
        do {
            survey(inventory, cuda, try NVENCLibrary(libraries.encoder), report)
        } catch {
            report.note(Meaning.ofMissingEncoder(error, inventory))
        }
    }

    private func survey(
        _ inventory: NVIDIAInventory, _ cuda: CUDALibrary, _ encoder: NVENCLibrary, _ report: ProbeReport
    ) {
        let count: Int
        do throws(SurveyFailure) {
            count = try cuda.start()
        } catch {
            return report.note(Meaning.ofFailure(error))
        }
        guard count > 0 else { return report.note(Meaning.ofNoDevice) }
        var asked = 0
        var isFirst = true
        for index in 0..<count where !report.isStopped {
            let wanted = { (address: String) in report.wants(device: "pci:\(address)") }
            guard let gpu = cuda.survey(index, wanted: wanted, with: encoder) else {
                // A GPU that was not asked for is not touched, and taken to encode, as most do.
                isFirst = false
                continue
            }
            asked += 1
            Meaning.ofSurvey(gpu, inventory, isFirst: isFirst).forEach(report.record)
            if case .success = gpu.encoding { isFirst = false }
        }
        if asked == 0 { report.note(Meaning.ofNoWantedDevice) }
    }
}

extension ProbeReport {
    /// Reports whatever the record is.
    fileprivate func record(_ record: Record) {
        switch record {
        case .device(let device): self.device(device)
        case .offer(let offer): self.offer(offer)
        case .note(let note): self.note(note)
        }
    }
}
