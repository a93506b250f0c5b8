// SPDX-License-Identifier: Apache-2.0

/// A machine on disk, as the doubles read it: the files that they describe themselves from, and below `tree` what the
/// probe child sees in place of /dev, /proc and /sys. Gone with the object.
final class MachineFolder: Sendable {
    let path: String
    /// Where the probe child finds the libraries, for LD_LIBRARY_PATH.
    var libraries: String { "\(path)/libraries" }

    init(_ machine: Machine, _ doubles: DoubleLibraries) throws {
        path = try Files.makeTemporaryFolder()
        try writeDevices(of: machine)
        try writeDrivers(of: machine)
        try linkLibraries(of: machine, doubles)
        try Files.write(ElementList(of: machine).text, to: "\(path)/elements")
    }

    deinit { Files.remove(path) }

    /// What the doubles noted: what was opened and what was closed.
    var trace: [String] {
        (try? Files.read("\(path)/trace"))?.split(separator: "\n").map(String.init) ?? []
    }

    private func writeDevices(of machine: Machine) throws {
        let absent = machine.all("absent")
        for gpu in machine.gpus {
            try write("tree/sys/bus/pci/devices/\(gpu.address)/vendor", "0x\(gpu.vendor)\n")
            try write("tree/sys/bus/pci/devices/\(gpu.address)/device", "0x\(gpu.device)\n")
            try write("tree/sys/bus/pci/devices/\(gpu.address)/class", "0x030000\n")
            try link("tree/sys/bus/pci/devices/\(gpu.address)/subsystem", "../../../../bus/pci")
            if gpu.driver != "-" {
                try link("tree/sys/bus/pci/devices/\(gpu.address)/driver", "../../drivers/\(gpu.driver)")
            }
            guard gpu.node != "-" else { continue }
            try write("tree/sys/bus/pci/devices/\(gpu.address)/drm/\(gpu.node)/dev", "")
            try link("tree/sys/class/drm/\(gpu.node)/device", "../../../bus/pci/devices/\(gpu.address)")
            if !absent.contains(gpu.node) { try write("tree/dev/dri/\(gpu.node)", "") }
        }
        try write("nodes", machine.all("refuse").map { "refuse \($0)\n" }.joined())
        try Files.makeFolder("\(path)/tree/run/lock")
        try write("tree/etc/group", "root:x:0:\nvideo:x:44:\nrender:x:105:user\n")
        if let version = machine.last("nvidia-module") {
            let text = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  \(version)  Sun May 12 19:39:15 UTC 2024\n"
            try write("tree/proc/driver/nvidia/version", text + "GCC version:\n")
            for name in ["nvidia0", "nvidiactl"] { try write("tree/dev/\(name)", "") }
        }
        for fact in machine.all("file") {
            let words = fact.split(separator: " ", maxSplits: 1).map(String.init)
            try write("tree\(words[0])", words.count > 1 ? "\(words[1])\n" : "")
        }
    }

    private func writeDrivers(of machine: Machine) throws {
        for block in machine.va {
            let name = (["va"] + block.subject).joined(separator: "-")
            try write(name, block.lines.map { "\($0)\n" }.joined())
        }
        if let lines = machine.nvidia { try write("nvidia", lines.map { "\($0)\n" }.joined()) }
    }

    private func linkLibraries(of machine: Machine, _ doubles: DoubleLibraries) throws {
        let hidden = machine.all("hide")
        // Without GPUs of its kind a machine mostly has none of the libraries either.
        let absent = machine.nvidia == nil ? ["libcuda.so.1", "libnvidia-encode.so.1"] : []
        try write("hidden", (hidden + absent).map { "\($0)\n" }.joined())
        let renamed = machine.all("rename").map { $0.split(separator: " ").map(String.init) }
        let others = hidden + absent + machine.all("real")
        for library in DoubleLibraries.names where !others.contains(library) {
            let place = "\(libraries)/\(library)"
            if let function = renamed.first(where: { $0[0] == library })?[1] {
                try Files.makeFolder(libraries)
                try DoubleLibraries.compile(library, without: function, to: place)
            } else {
                try Files.link(place, to: doubles.path(of: library))
            }
        }
    }

    private func write(_ name: String, _ text: String) throws { try Files.write(text, to: "\(path)/\(name)") }

    private func link(_ name: String, _ target: String) throws { try Files.link("\(path)/\(name)", to: target) }
}
