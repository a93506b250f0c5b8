// SPDX-License-Identifier: Apache-2.0
import Media

/// One entry of `GET /api/streams`.
public struct StreamReport: Codable, Sendable, Hashable {
    public enum State: String, Codable, Sendable { case idle, starting, running, failed }

    public var id: String
    /// `video`; audio and broadcast later.
    public var kind: String
    public var codec: Codec
    public var state: State
    @ExplicitNull public var provider: String?
    @ExplicitNull public var encoder: String?
    @ExplicitNull public var device: String?
    /// The encode worker's process id; null when none runs.
    @ExplicitNull public var worker: Int?
    public var subscribers: Int
    /// Workers replaced by another of the same candidate.
    public var restarts: Int
    /// Moves to the next candidate.
    public var failovers: Int
    public var bitrate_kbps: Double
    public var fps: Double
    @ExplicitNull public var last_error: String?

    public init(
        id: String, kind: String = "video", codec: Codec, state: State, provider: String?, encoder: String?,
        device: String?, worker: Int?, subscribers: Int, restarts: Int, failovers: Int, bitrateKbps: Double,
        framesPerSecond: Double, lastError: String?
    ) {
        self.id = id
        self.kind = kind
        self.codec = codec
        self.state = state
        self.provider = provider
        self.encoder = encoder
        self.device = device
        self.worker = worker
        self.subscribers = subscribers
        self.restarts = restarts
        self.failovers = failovers
        bitrate_kbps = bitrateKbps
        fps = framesPerSecond
        last_error = lastError
    }
}
