// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Providers

@Suite struct SessionLedgerTests {
    private let minute: Int64 = 60_000_000_000
    private let refused = Reason("nvenc-session-limit", "incompatible client key (21)")

    /// A ledger whose limit of GeForce sessions was learned at time 0 with this many open.
    private func full(_ open: Int) throws -> (ledger: SessionLedger, tickets: [SessionLedger.Ticket]) {
        var ledger = SessionLedger(driver: "NVIDIA 535.183")
        let tickets = try (0..<open).map { try ledger.acquire(.geForce, for: "stream \($0)", atNanoseconds: 0) }
        let last = try ledger.acquire(.geForce, for: "one too many", atNanoseconds: 0)
        ledger.failed(last, refused, atNanoseconds: 0)
        return (ledger, tickets)
    }

    @Test func `without a failure there is no limit`() throws {
        var ledger = SessionLedger(driver: "")
        for number in 1...100 {
            _ = try ledger.acquire(.geForce, for: "main", atNanoseconds: 0)
            #expect(ledger.openSessions(in: .geForce) == number)
        }
        #expect(ledger.limit(of: .geForce, atNanoseconds: 0) == nil)
    }

    @Test func `the first failure teaches the limit: as many as are open`() throws {
        var (ledger, tickets) = try full(3)
        #expect(ledger.limit(of: .geForce, atNanoseconds: 1) == 3)
        let error = #expect(throws: Reason.self) { try ledger.acquire(.geForce, for: "x", atNanoseconds: 1) }
        #expect(error?.code == "session-limit")
        #expect(error?.text == "GeForce allows 3 encode sessions at once, and all are taken")
        ledger.release(tickets.removeLast())
        _ = try ledger.acquire(.geForce, for: "x", atNanoseconds: 2)
        #expect(throws: Reason.self) { try ledger.acquire(.geForce, for: "y", atNanoseconds: 3) }
    }

    @Test func `a failure with fewer open means that others have taken some`() throws {
        let (before, tickets) = try full(3)
        var ledger = before
        for ticket in tickets { ledger.release(ticket) }
        let ticket = try ledger.acquire(.geForce, for: "x", atNanoseconds: minute)
        ledger.failed(ticket, refused, atNanoseconds: minute)
        #expect(ledger.limit(of: .geForce, atNanoseconds: minute) == 0)
        let error = #expect(throws: Reason.self) { try ledger.acquire(.geForce, for: "x", atNanoseconds: minute) }
        #expect(error?.text == "other programs have all encode sessions of GeForce")
    }

    @Test func `the limit is forgotten after ten minutes, and learned anew from each failure`() throws {
        var (ledger, _) = try full(2)
        #expect(ledger.limit(of: .geForce, atNanoseconds: 10 * minute - 1) == 2)
        #expect(ledger.limit(of: .geForce, atNanoseconds: 10 * minute) == nil)
        let third = try ledger.acquire(.geForce, for: "x", atNanoseconds: 10 * minute)
        ledger.failed(third, refused, atNanoseconds: 10 * minute)
        #expect(ledger.limit(of: .geForce, atNanoseconds: 19 * minute) == 2)
    }

    @Test func `another driver has another limit, the same one does not`() throws {
        var (ledger, _) = try full(2)
        ledger.driverBecame("NVIDIA 535.183")
        #expect(ledger.limit(of: .geForce, atNanoseconds: 1) == 2)
        ledger.driverBecame("NVIDIA 550.54")
        #expect(ledger.limit(of: .geForce, atNanoseconds: 1) == nil)
        #expect(ledger.openSessions(in: .geForce) == 2)
    }

    @Test func `other failures teach nothing; out of memory does while others are open`() throws {
        var ledger = SessionLedger(driver: "")
        let memory = Reason("nvenc-out-of-memory", "out of memory (10)")
        for reason in [Reason("nvenc-20", "generic error"), memory] {
            let ticket = try ledger.acquire(.geForce, for: "x", atNanoseconds: 0)
            ledger.failed(ticket, reason, atNanoseconds: 0)
            #expect(ledger.limit(of: .geForce, atNanoseconds: 0) == nil)
            #expect(ledger.openSessions(in: .geForce) == 0)
        }
        _ = try ledger.acquire(.geForce, for: "main", atNanoseconds: 0)
        let second = try ledger.acquire(.geForce, for: "x", atNanoseconds: 0)
        ledger.failed(second, memory, atNanoseconds: 0)
        #expect(ledger.limit(of: .geForce, atNanoseconds: 0) == 1)
    }

    @Test func `a ticket counts once, however often it is given back`() throws {
        let (before, tickets) = try full(2)
        var ledger = before
        for _ in 0..<3 { ledger.release(tickets[0]) }
        ledger.failed(tickets[0], refused, atNanoseconds: minute)
        #expect(ledger.openSessions(in: .geForce) == 1)
        #expect(ledger.limit(of: .geForce, atNanoseconds: minute) == 2)
    }

    @Test func `groups do not share limits; all GeForce GPUs are one`() throws {
        func group(_ element: String, _ name: String, _ device: String = "pci:0000:01:00.0") -> SessionGroup? {
            SessionGroup(of: makeEntry(element, kind: .hardware, device: device, deviceName: name))
        }
        #expect(group("nvh264enc", "NVIDIA GeForce RTX 3060") == .geForce)
        #expect(group("nvav1enc", "NVIDIA GeForce RTX 4090", "pci:0000:02:00.0") == .geForce)
        let professional = try #require(group("nvh264enc", "NVIDIA RTX A4000"))
        #expect(professional != .geForce)
        #expect(professional != group("nvh264enc", "NVIDIA RTX A4000", "pci:0000:02:00.0"))
        #expect(group("vah264enc", "Intel UHD Graphics") == nil)
        #expect(group("nvv4l2h264enc", "Tegra") == nil)
        var (ledger, _) = try full(2)
        _ = try ledger.acquire(professional, for: "x", atNanoseconds: 1)
    }

    @Test func `selection passes over a full group, except for who has a session in it`() throws {
        let (ledger, _) = try full(2)
        let card = makeEntry("nvh264enc", kind: .hardware, device: "pci:0000:01:00.0", deviceName: "GeForce GTX 1660")
        let x264 = makeEntry("x264enc")
        func order(_ holder: String, at now: Int64) -> Selection {
            let refusals = ledger.refusals(among: [card, x264], for: holder, atNanoseconds: now)
            return Selection(
                for: makeRequirement(), among: [card, x264], evidence: SelectionEvidence(refusals: refusals))
        }
        #expect(order("another", at: 1).order == ["x264enc"])
        #expect(order("another", at: 1).rejected.map(\.reason.code) == ["session-limit"])
        #expect(order("stream 1", at: 1).order == ["nvh264enc", "x264enc"])
        #expect(order("another", at: 10 * minute).order == ["nvh264enc", "x264enc"])
    }
}
