// SPDX-License-Identifier: Apache-2.0
import Media

/// Host to peers worker, beside the packets of the streams that its viewers watch.
public enum PeersCommand: Codable, Sendable, Hashable {
    case hello(Hello)
    case start(PeersConfiguration)
    /// The format of a stream, before its packets and whenever it changes.
    case format(stream: UInt32, StreamFormat)
    /// Answer this offer with a new session.
    case offer(ViewerOffer)
    /// A trickled candidate of the viewer, as the value of an `a=candidate` line.
    case candidate(session: String, mediaLine: Int, candidate: String)
    case close(session: String)
}

/// How the peers worker reaches its viewers, for all sessions alike.
public struct PeersConfiguration: Codable, Sendable, Hashable {
    /// The only addresses to offer as candidates; empty for all of the machine's.
    public var addresses: [String]

    public init(addresses: [String]) { self.addresses = addresses }
}

/// A viewer's offer and the stream that answers it.
public struct ViewerOffer: Codable, Sendable, Hashable {
    public var session: String
    public var stream: UInt32
    public var codec: Codec
    public var sdp: String

    public init(session: String, stream: UInt32, codec: Codec, sdp: String) {
        self.session = session
        self.stream = stream
        self.codec = codec
        self.sdp = sdp
    }
}

/// Peers worker to host.
public enum PeersEvent: Codable, Sendable, Hashable {
    case hello(Hello)
    /// Warmed up: a session now costs milliseconds.
    case ready
    case answered(session: String, sdp: String)
    /// The offer cannot be answered; the session never was.
    case refused(session: String, Reason)
    case connected(session: String)
    /// The session is over, and all of it released.
    case closed(session: String, Reason)
    /// A viewer of the stream needs a keyframe; already throttled, trailing edge.
    case keyframeWanted(stream: UInt32)
}
