// SPDX-License-Identifier: Apache-2.0
import Doubles
import Glibc
import Media
import Testing

/// That probes of NVENC do not take each other's sessions.
struct ProbeTurnTests {
    @Test func `probes that start together all find the encoder, where the system has one session`() async throws {
        let probe = try MachineProbe(try Machine.named("nv-one-session"))
        let tables = try await withThrowingTaskGroup(of: ProbeTable.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    var table = ProbeTable()
                    try probe.ask("libNVENC.so", depth: .enumerate, device: "", &table)
                    return table
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(tables.count == 3)
        for table in tables { #expect(table.offer("nvh264enc") != nil, "\(table.lines.joined(separator: "\n"))") }
    }

    @Test func `a probe that holds the turn for ever is told of, and another one does not wait for ever`() throws {
        let probe = try MachineProbe(try Machine.named("nv-one-session"))
        let lock = open(probe.place(of: "/run/lock/serval-nvenc.lock"), O_RDONLY | O_CREAT | O_CLOEXEC, 0o644)
        try #require(lock >= 0)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
        var table = ProbeTable()
        try probe.ask("libNVENC.so", depth: .enumerate, device: "", &table)
        #expect(table.lines.first?.hasPrefix("error nvenc-probe-busy") == true, "\(table.lines)")
        #expect(table.offer("nvh264enc") == nil)
        #expect(!probe.trace.contains("open session"))
    }
}
