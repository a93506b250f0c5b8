// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Synchronization

/// Which viewers get which stream's packets. Any thread.
final class StreamSwitch: Sendable {
    private struct Stream {
        var caps: Caps?
        var feeds: [String: ViewerFeed] = [:]
    }

    private let streams = Mutex<[UInt32: Stream]>([:])

    /// Adds a viewer, which gets the stream's format, if that is known, before anything else.
    func add(_ feed: ViewerFeed, session: String, to stream: UInt32) {
        streams.withLock { streams in
            streams[stream, default: Stream()].feeds[session] = feed
            if let caps = streams[stream]?.caps { feed.setCaps(caps) }
        }
    }

    /// Takes a viewer out; what was pushed before still flows.
    func remove(session: String, from stream: UInt32) {
        streams.withLock { _ = $0[stream]?.feeds.removeValue(forKey: session) }
    }

    /// The format of what follows; one that is already in force changes nothing.
    func setFormat(_ caps: Caps, of stream: UInt32) {
        streams.withLock { streams in
            var entry = streams[stream] ?? Stream()
            if let known = entry.caps, known.isEqual(to: caps) { return }
            entry.caps = caps
            streams[stream] = entry
            for feed in entry.feeds.values { feed.setCaps(caps) }
        }
    }

    /// Hands the packet to every viewer of the stream; the bytes are copied once.
    ///
    /// - Returns: False when a viewer needs a keyframe.
    func publish(_ packet: Packet, stream: UInt32) -> Bool {
        let feeds = streams.withLock { $0[stream].map { Array($0.feeds.values) } ?? [] }
        var shared: Buffer?
        var areContent = true
        for feed in feeds {
            let isContent = feed.feed(packet) {
                // The pipelines' running time is CLOCK_MONOTONIC, and so are the packets' times.
                if shared == nil { shared = Buffer(packet, presentation: packet.presentationNanoseconds) }
                return shared
            }
            areContent = areContent && isContent
        }
        return areContent
    }
}
