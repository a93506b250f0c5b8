// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// What the kernel shows of NVIDIA's GPUs and their driver; reading it runs no driver code.
struct NVIDIAInventory: Sendable, Hashable {
    /// A display or compute function of NVIDIA's.
    struct GPU: Sendable, Hashable {
        /// `0000:01:00.0`, in lower case.
        var address: String
        /// The kernel's driver, such as `nvidia`, `nouveau` or `vfio-pci`; empty for none.
        var kernelDriver: String
        /// `/dev/dri/renderD128`; empty when it has none.
        var renderNode = ""
        /// As NVIDIA's kernel module names it; empty when it does not.
        var model = ""
    }

    /// By address.
    var gpus: [GPU]
    /// The version of NVIDIA's loaded kernel module, such as `535.183.01`; nil when it is not loaded.
    var moduleVersion: String?
    /// The names of `/dev/nvidia…`, sorted.
    var deviceFiles: [String]
    /// The value of NVIDIA_DRIVER_CAPABILITIES, which a container's image or its start sets.
    var containerCapabilities: String?

    init(
        gpus: [GPU], moduleVersion: String? = nil, deviceFiles: [String] = [],
        containerCapabilities: String? = nil
    ) {
        self.gpus = gpus
        self.moduleVersion = moduleVersion
        self.deviceFiles = deviceFiles
        self.containerCapabilities = containerCapabilities
    }

    /// Reads `/sys`, `/proc` and `/dev`.
    static func read(containerCapabilities: String?) -> NVIDIAInventory {
        var gpus = Dictionary(onBus().map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        // Some containers have no /sys of the host's; the module's own list has what they were given.
        for address in SystemFile.names(in: moduleGPUs) ?? [] {
            var gpu = gpus[address.lowercased()] ?? GPU(address: address.lowercased(), kernelDriver: "nvidia")
            gpu.model = model(of: address)
            gpus[gpu.address] = gpu
        }
        return NVIDIAInventory(
            gpus: gpus.values.sorted { $0.address < $1.address },
            moduleVersion: SystemFile.firstLine("/proc/driver/nvidia/version").flatMap(version),
            deviceFiles: (SystemFile.names(in: "/dev") ?? []).filter { $0.hasPrefix("nvidia") }.sorted(),
            containerCapabilities: containerCapabilities)
    }

    private static let moduleGPUs = "/proc/driver/nvidia/gpus"

    private static func onBus() -> [GPU] {
        let bus = "/sys/bus/pci/devices"
        return (SystemFile.names(in: bus) ?? []).compactMap { address in
            let directory = "\(bus)/\(address)"
            // Class 0x03 is graphics and compute; a GPU's sound function has NVIDIA's vendor id as well.
            guard SystemFile.hexadecimal("\(directory)/vendor") == 0x10de,
                let classCode = SystemFile.hexadecimal("\(directory)/class"), classCode >> 16 == 0x03
            else { return nil }
            let node = SystemFile.names(in: "\(directory)/drm")?.first { $0.hasPrefix("renderD") }
            return GPU(
                address: address.lowercased(),
                kernelDriver: SystemFile.linkName("\(directory)/driver") ?? "",
                renderNode: node.map { "/dev/dri/\($0)" } ?? "")
        }
    }

    /// From `Model: 		 NVIDIA GeForce RTX 3060`.
    private static func model(of address: String) -> String {
        guard let line = SystemFile.firstLine("\(moduleGPUs)/\(address)/information"),
            line.hasPrefix("Model:")
        else { return "" }
        return line.dropFirst("Model:".count).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// From `NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12 19:39:15 UTC 2024`.
    private static func version(_ line: String) -> String? {
        line.split(separator: " ").first { word in
            word.contains(".") && word.allSatisfy { $0.isNumber || $0 == "." }
        }.map(String.init)
    }
}

extension NVIDIAInventory {
    /// The release of NVIDIA's driver, such as 535; nil when it is unknown.
    var release: Int? { moduleVersion.flatMap { Int($0.prefix { $0 != "." }) } }

    /// Those of the GPUs that NVIDIA's driver drives.
    func drives(_ gpu: GPU) -> Bool { gpu.kernelDriver.isEmpty || gpu.kernelDriver == "nvidia" }
}
