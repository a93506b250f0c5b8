// SPDX-License-Identifier: Apache-2.0
import Media
import Streams

/// Decides which packets one viewer gets: none before it is connected, then from a keyframe on, and after a
/// loss or when it does not keep up, again from a keyframe on. A pure state machine.
struct ViewerGate: Sendable {
    enum Verdict: Sendable, Hashable {
        case feed
        case drop
        /// Dropped, and the viewer sees nothing until a keyframe comes.
        case dropAndAsk
    }

    private var isConnected = false
    private var keyframes = KeyframeGate()

    /// Packets that a connected viewer had to do without because it did not keep up.
    private(set) var overflowed = 0
    private var isBehind = false

    /// The viewer can receive.
    mutating func connect() { isConnected = true }

    /// What follows has nothing to do with what came before, such as another encoder's stream.
    mutating func interrupt() { keyframes.close() }

    /// - Parameter fits: There is room for the packet in what waits for this viewer.
    mutating func judge(_ packet: Packet, fits: Bool) -> Verdict {
        guard isConnected else { return .drop }
        guard fits else {
            isBehind = true
            overflowed += 1
            keyframes.close()
            // A keyframe would not fit either; it is asked for once there is room.
            return .drop
        }
        if packet.flags.contains(.discontinuity) { keyframes.close() }
        guard keyframes.admits(packet) else {
            if isBehind { overflowed += 1 }
            return .dropAndAsk
        }
        isBehind = false
        return .feed
    }
}
