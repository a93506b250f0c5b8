// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Synchronization
import Testing

@Suite struct PadProbeTests {
    init() throws { try Runtime.initialise() }

    /// Whether events are seen, and let through or not.
    @Test func `a probe sees upstream events and may keep them`() throws {
        let pipeline = try Pipeline(
            parsing: "fakesrc is-live=true ! identity name=middle ! fakesink name=end")
        try pipeline.setState(.playing)
        let seen = Counter()
        let pad = try #require(pipeline.element(named: "middle")?.pad("src"))
        let probe = pad.onUpstreamEvent { event in
            if event.isForceKeyUnit { seen.add() }
            return .drop
        }
        let end = try #require(pipeline.element(named: "end")?.pad("sink"))
        end.push(.forceKeyUnit(allHeaders: true, count: 1))
        #expect(seen.count == 1)
        probe.remove()
        end.push(.forceKeyUnit(allHeaders: true, count: 2))
        #expect(seen.count == 1)
    }

    @Test func `a signal's arguments reach its handler`() throws {
        let sink = try #require(ElementFactory.named("fakesink")?.make())
        let seen = Counter()
        let connection = try sink.connect("notify::sync") { _ in seen.add() }
        try sink.setProperty("sync", to: true)
        #expect(seen.count == 1)
        connection.disconnect(from: sink)
        try sink.setProperty("sync", to: false)
        #expect(seen.count == 1)
        #expect(throws: SignalError.self) { try sink.connect("no-such-signal") { _ in } }
    }
}

private final class Counter: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
}
