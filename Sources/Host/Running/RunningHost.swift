// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import HTTPAPI
import Media
import Processes
import Reports
import SessionDescription
import Workers

/// The host at work, as the API sees it.
struct RunningHost: HostOperations {
    let plans: PlanService
    /// One for each pipeline.
    let streamsByID: [String: VideoStream]
    let peers: PeersService
    let events: EventBoard

    func isHealthy() async -> Bool { true }

    func encoders() async -> EncodersReport { plans.catalog.report() }

    func providers() async -> ProvidersReport { plans.catalog.providersReport }

    func plan() async -> PlanReport { plans.plan.report }

    func streams() async -> [StreamReport] {
        plans.plan.pipelines.compactMap { streamsByID[$0.id]?.report() }
    }

    func events() async -> AsyncStream<HostEvent> { events.listen() }

    func metrics() async -> String {
        MetricsText.render(
            streams: await streams(), sessions: await peers.sessionCount, leftBehind: LeftBehind.total)
    }

    func watch(pipeline: String?, offer text: String) async throws(Reason) -> ViewerSession {
        let offer = try Offer(parsing: text)
        let stream = try stream(for: pipeline, offered: offer.videoCodecs)
        if let failure = stream.failure {
            throw Reason("encoder-failed", "\(stream.id) cannot play: \(failure.text)", hint: failure.hint)
        }
        let id = UUID().uuidString.lowercased()
        let answer = try await peers.watch(stream, session: id, offer: text)
        return ViewerSession(id: id, pipeline: stream.id, answer: answer)
    }

    func addCandidates(session: String, fragment text: String) async throws(Reason) {
        let fragment = try CandidateFragment(parsing: text)
        // All media are bundled: every candidate belongs to the first section's transport.
        try await peers.add(
            candidates: fragment.entries.map { (mediaLine: 0, candidate: $0.candidate) }, to: session)
    }

    func endSession(_ session: String) async throws(Reason) { try await peers.end(session: session) }

    /// The stream that answers: the one asked for, or the first of the ids whose codec is offered and that can run.
    private func stream(for id: String?, offered: [Codec]) throws(Reason) -> VideoStream {
        let pipelines = plans.plan.pipelines
        if let id {
            guard let pipeline = pipelines.first(where: { $0.id == id }), let stream = streamsByID[id] else {
                throw noSuchPipeline(id)
            }
            // What runs already goes on, whatever became of the plan since.
            if let error = pipeline.error, !stream.isActive { throw error }
            guard offered.contains(pipeline.codec) else { throw noCommonCodec([pipeline.codec], offered) }
            return stream
        }
        let playable = pipelines.filter { $0.error == nil }.compactMap { streamsByID[$0.id] }
        guard !playable.isEmpty else {
            throw pipelines.lazy.compactMap(\.error).first ?? Reason("no-encoder", "no pipeline can run")
        }
        guard let stream = playable.first(where: { offered.contains($0.codec) }) else {
            throw noCommonCodec(playable.map(\.codec), offered)
        }
        return stream
    }

    private func noSuchPipeline(_ id: String) -> Reason {
        let ids = plans.plan.pipelines.map(\.id).joined(separator: ", ")
        return Reason("no-such-pipeline", "there is no pipeline \(id)", hint: "the pipelines are \(ids)")
    }

    private func noCommonCodec(_ ours: [Codec], _ theirs: [Codec]) -> Reason {
        let offered = theirs.map(\.rawValue).joined(separator: ", ")
        return Reason(
            "no-common-codec",
            "the viewer decodes \(offered.isEmpty ? "no video" : offered), the stream is "
                + ours.map(\.rawValue).joined(separator: ", "),
            hint: "choose another pipeline, or configure one with a codec that the viewer decodes")
    }
}
