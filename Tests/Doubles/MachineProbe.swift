// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import WorkerProtocol

/// Probes a machine as the host would: the built provider in the built worker, with the doubles in the drivers' place.
///
/// First the inventory, then a child for each device that has no offer yet; a machine without devices is asked once
/// more as a whole.
public final class MachineProbe: Sendable {
    private let machine: Machine
    private let folder: MachineFolder
    private let doubles: DoubleLibraries

    public init(_ machine: Machine) throws {
        self.machine = machine
        doubles = try DoubleLibraries.shared.get()
        folder = try MachineFolder(machine, doubles)
    }

    /// The doubles' notes of what was opened and closed.
    public var trace: [String] { folder.trace }

    /// Where a file of the machine really is.
    public func place(of path: String) -> String { "\(folder.path)/tree\(path)" }

    /// A line of a table without the names of this run's folders.
    public func neutral(_ line: String) -> String { line.replacing(folder.path, with: "") }

    /// Asks both questions.
    ///
    /// - Parameter library: the provider's, such as `libVAAPI.so`.
    public func table(of library: String) throws -> ProbeTable {
        var table = ProbeTable()
        try ask(library, depth: .inventory, device: "", &table)
        let devices = table.unanswered
        for device in devices.isEmpty ? [""] : devices {
            try ask(library, depth: depth, device: device, &table)
        }
        return table
    }

    /// Asks one child one question.
    public func ask(
        _ library: String, depth: ProbeRequest.Depth, device: String, _ table: inout ProbeTable
    ) throws {
        let folder = WorkerExecutable.ownFolder()
        var role = ["probe", "\(folder)/\(library)", "--depth", depth.rawValue]
        if !device.isEmpty { role += ["--device", device] }
        let inquiry = try WorkerInquiry.run(
            WorkerExecutable(path: "\(folder)/serval-worker"), role: role, environment: environment,
            deadlineMilliseconds: deadlineMilliseconds(of: device))
        let records = try inquiry.messages.map { try Frame.decode(ProbeRecord.self, from: $0) }
        table.add(records, end: inquiry.end, device: device)
    }

    /// Short only where a child is known to hang: the machine that runs the tests may be a busy one.
    private func deadlineMilliseconds(of device: String) -> Int {
        let words = machine.last("deadline")?.split(separator: " ") ?? []
        return words.count == 2 && words[1] == device ? Int(words[0]) ?? 0 : 60_000
    }

    private var depth: ProbeRequest.Depth {
        machine.last("depth").flatMap(ProbeRequest.Depth.init(rawValue:)) ?? .enumerate
    }

    private var environment: [String] {
        [
            "PATH=/usr/bin:/bin", "HOME=\(folder.path)", "SWIFT_BACKTRACE=enable=no",
            "SERVAL_DOUBLES=\(folder.path)", "LD_PRELOAD=\(doubles.tree)", "LD_LIBRARY_PATH=\(folder.libraries)",
            "GST_REGISTRY_1_0=\(folder.path)/registry.bin", "GST_REGISTRY_FORK=no",
            "GST_PLUGIN_SYSTEM_PATH_1_0=\(doubles.plugins)",
        ] + machine.all("env")
    }
}

extension Machine {
    /// All machines whose file's name begins with the word, by name.
    public static func all(_ prefix: String) -> [Machine] {
        let folder = "\(Files.sources)/Machines"
        let names = (try? Files.names(in: folder)) ?? []
        return names.filter { $0.hasPrefix(prefix) }.compactMap { name in
            (try? Files.read("\(folder)/\(name)")).map { Machine(name: String(name.dropLast(4)), text: $0) }
        }
    }

    /// The machine of that name.
    public static func named(_ name: String) throws -> Machine {
        Machine(name: name, text: try Files.read("\(Files.sources)/Machines/\(name).txt"))
    }
}
