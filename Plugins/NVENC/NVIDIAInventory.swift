// SPDX-License-Identifier: Apache-2.0

/// What the kernel shows of NVIDIA's GPUs and their driver; reading it runs no driver code.
struct NVIDIAInventory: Sendable, Hashable {
    /// A display or compute function of NVIDIA's on the PCI bus.
    struct GPU: Sendable, Hashable {
        /// `0000:01:00.0`, in lower case.
        var address: String
        /// The kernel's driver, such as `nvidia`, `nouveau` or `vfio-pci`; empty for none.
        var kernelDriver: String
        /// `/dev/dri/renderD128`; empty when it has none.
        var renderNode: String
    }

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

    /// Reads `/sys`, `/proc` and `/dev` below the tree's root.
    init(reading tree: SystemTree, containerCapabilities: String?) {
        let bus = "/sys/bus/pci/devices"
        gpus = (tree.names(in: bus) ?? []).sorted().compactMap { address in
            let directory = "\(bus)/\(address)"
            // Class 0x03 is graphics and compute; a GPU's sound function has NVIDIA's vendor id as well.
            guard tree.hexadecimal("\(directory)/vendor") == 0x10de,
                let classCode = tree.hexadecimal("\(directory)/class"), classCode >> 16 == 0x03
            else { return nil }
            let node = tree.names(in: "\(directory)/drm")?.first { $0.hasPrefix("renderD") }
            return GPU(
                address: address.lowercased(), kernelDriver: tree.linkName("\(directory)/driver") ?? "",
                renderNode: node.map { "/dev/dri/\($0)" } ?? "")
        }
        moduleVersion = tree.line("/proc/driver/nvidia/version").flatMap(Self.version)
        deviceFiles = (tree.names(in: "/dev") ?? []).filter { $0.hasPrefix("nvidia") }.sorted()
        self.containerCapabilities = containerCapabilities
    }

    /// From `NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12 19:39:15 UTC 2024`.
    private static func version(_ line: String) -> String? {
        line.split(separator: " ").first { word in
            word.contains(".") && word.allSatisfy { $0.isNumber || $0 == "." }
        }.map(String.init)
    }
}
