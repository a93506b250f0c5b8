// SPDX-License-Identifier: Apache-2.0
import Media
import Reports

/// All that the API may ask of the host. The API knows no `Host`; the host answers this.
public protocol HostOperations: Sendable {
    /// False while the host is shutting down.
    func isHealthy() async -> Bool
    /// Every encoder of every provider, as last probed.
    func encoders() async -> EncodersReport
    /// The provider libraries, and what is held against them.
    func providers() async -> ProvidersReport
    /// What each pipeline would run, and why.
    func plan() async -> PlanReport
    /// The streams as they are now, idle ones included.
    func streams() async -> [StreamReport]
    /// Host events from now on; the sequence is bounded and drops its oldest when the client does not read.
    func events() async -> AsyncStream<HostEvent>
    /// Prometheus text of everything measured (`text/plain; version=0.0.4`).
    func metrics() async -> String

    /// Answers a viewer's SDP offer with a stream whose codec the offer has.
    ///
    /// - Parameter pipeline: the pipeline's id; nil for the first of the configured ids whose codec is offered.
    /// - Throws: `Reason`; codes: `no-such-pipeline`, `bad-offer`, `no-common-codec`, `session-limit`, `not-ready`,
    ///   `no-encoder`, `encoder-failed`.
    func watch(pipeline: String?, offer: String) async throws(Reason) -> ViewerSession
    /// Adds trickled candidates from an SDP fragment (RFC 8840).
    /// - Throws: `Reason` with code `no-such-session` or `bad-offer`.
    func addCandidates(session: String, fragment: String) async throws(Reason)
    /// Ends a session.
    /// - Throws: `Reason` with code `no-such-session`.
    func endSession(_ session: String) async throws(Reason)
}

/// An answered offer.
public struct ViewerSession: Sendable, Hashable {
    /// The session's name in `/whep/sessions/{id}`: a UUID, so that nobody guesses another viewer's.
    public var id: String
    /// The pipeline that plays.
    public var pipeline: String
    /// The SDP answer, with all candidates of the server.
    public var answer: String

    /// - Parameters: see the properties of the same names.
    public init(id: String, pipeline: String, answer: String) {
        self.id = id
        self.pipeline = pipeline
        self.answer = answer
    }
}
