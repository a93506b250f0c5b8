// SPDX-License-Identifier: Apache-2.0
import HTTPAPI
import Media
import Reports
import Synchronization

/// A host that answers what the test sets and remembers what it was asked.
final class FakeHost: HostOperations {
    struct State {
        var healthy = true
        var refusal: Reason?
        var calls: [String] = []
        var feeds: [AsyncStream<HostEvent>.Continuation] = []
        var closedFeeds = 0
    }

    let state = Mutex(State())

    init(refusal: Reason? = nil) {
        state.withLock { $0.refusal = refusal }
    }

    var calls: [String] { state.withLock { $0.calls } }
    var closedFeeds: Int { state.withLock { $0.closedFeeds } }

    private func record(_ call: String) throws(Reason) {
        let refusal = state.withLock { state in
            state.calls.append(call)
            return state.refusal
        }
        if let refusal { throw refusal }
    }

    func publish(_ event: HostEvent) {
        for feed in state.withLock({ $0.feeds }) { feed.yield(event) }
    }

    func isHealthy() async -> Bool { state.withLock { $0.healthy } }

    func providers() async -> ProvidersReport {
        ProvidersReport(providers: [
            .init(
                id: "org.serval.software", identity: nil, file: "/usr/lib/serval/libSoftwareEncoders.so",
                isBuiltIn: true, trust: .builtIn, verdict: "ok", reason: nil, offers: 1, quarantines: [])
        ])
    }

    func encoders() async -> EncodersReport {
        EncodersReport(providers: [], encoders: [])
    }

    func plan() async -> PlanReport {
        let screen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))
        return PlanReport(screen: screen, pipelines: [])
    }

    func streams() async -> [StreamReport] {
        [
            StreamReport(
                id: "main", codec: .vp8, state: .idle, provider: nil, encoder: nil, device: nil, worker: nil,
                subscribers: 0, restarts: 0, failovers: 0, bitrateKbps: 0, framesPerSecond: 0, lastError: nil)
        ]
    }

    func events() async -> AsyncStream<HostEvent> {
        let (stream, feed) = AsyncStream.makeStream(of: HostEvent.self, bufferingPolicy: .bufferingNewest(16))
        feed.onTermination = { [weak self] _ in self?.state.withLock { $0.closedFeeds += 1 } }
        state.withLock { $0.feeds.append(feed) }
        return stream
    }

    func metrics() async -> String { "serval_streams 1\n" }

    func watch(pipeline: String?, offer: String) async throws(Reason) -> ViewerSession {
        try record("watch \(pipeline ?? "-") \(offer)")
        return ViewerSession(id: "5f0c", pipeline: pipeline ?? "main", answer: "v=0 answer")
    }

    func addCandidates(session: String, fragment: String) async throws(Reason) {
        try record("candidates \(session) \(fragment)")
    }

    func endSession(_ session: String) async throws(Reason) {
        try record("end \(session)")
    }
}
