// SPDX-License-Identifier: Apache-2.0
import Doubles
import Glibc
import Testing

/// Every machine of `Tests/Doubles/Machines`, probed as the host would: the built providers in the built worker, with
/// doubles in the place of drivers, of GStreamer's hardware elements and of the kernel's files.
///
/// Hardware is not verified by this: it shows what Serval makes of what drivers are known to say.
struct MachineTests {
    @Test(arguments: Machine.all("va-"))
    func `the table of VA-API is as expected`(machine: Machine) throws {
        try compare(machine, "libVAAPI.so")
    }

    @Test(arguments: Machine.all("nv-"))
    func `the table of NVENC is as expected`(machine: Machine) throws {
        try compare(machine, "libNVENC.so")
    }

    @Test func `there are machines, each with what is expected of it`() {
        let machines = Machine.all("")
        #expect(machines.count { $0.name.hasPrefix("va-") } > 50)
        #expect(machines.count { $0.name.hasPrefix("nv-") } > 40)
        for machine in machines { #expect(!machine.expectation.isEmpty, "\(machine.name)") }
    }

    private func compare(_ machine: Machine, _ library: String) throws {
        let probe = try MachineProbe(machine)
        let table = try probe.table(of: library)
        let lines = (table.lines + machine.all("show").flatMap(table.properties)).map(probe.neutral)
        #expect(!machine.expectation.isEmpty)
        #expect(lines == machine.expectation, "\(machine.name):\n\(lines.joined(separator: "\n"))")
        let isWhole = !lines.contains { $0.hasPrefix("end ") }
        #expect(!isWhole || unbalanced(probe.trace).isEmpty, "\(machine.name) leaves open: \(unbalanced(probe.trace))")
    }

    /// What was opened more often than closed, or the other way round.
    private func unbalanced(_ trace: [String]) -> [String: Int] {
        var balance: [String: Int] = [:]
        for line in trace {
            let words = line.split(separator: " ").map(String.init)
            balance[words[1], default: 0] += words[0] == "open" ? 1 : -1
        }
        return balance.filter { $0.value != 0 }
    }
}
