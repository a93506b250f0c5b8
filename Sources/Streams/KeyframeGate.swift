// SPDX-License-Identifier: Apache-2.0
import Media

/// Decides which packets of a stream one subscriber can decode: nothing before a keyframe, nothing between a loss and
/// the next keyframe. A pure state machine.
public struct KeyframeGate: Sendable, Hashable {
    public private(set) var isOpen = false
    /// Packets held back.
    public private(set) var dropped = 0

    public init() {}

    /// Whether this packet may pass; a keyframe opens the gate.
    public mutating func admits(_ packet: Packet) -> Bool {
        if packet.isKeyframe { isOpen = true }
        if !isOpen { dropped += 1 }
        return isOpen
    }

    /// Something was lost: nothing passes until the next keyframe.
    public mutating func close() { isOpen = false }
}
