// SPDX-License-Identifier: Apache-2.0
import Media

/// What waits for one subscriber: bounded; when full, it drops on to the next keyframe. A pure value.
public struct SubscriberBuffer: Sendable {
    public struct Capacity: Sendable, Hashable {
        public var packets: Int
        public var bytes: Int

        /// Two seconds of 30 frames a second, or 8 MiB.
        public static let standard = Capacity(packets: 60, bytes: 8 << 20)

        public init(packets: Int, bytes: Int) {
            self.packets = packets
            self.bytes = bytes
        }
    }

    /// What became of a packet.
    public enum Outcome: Sendable, Hashable {
        case queued
        case dropped
        /// Dropped, and nothing follows before a keyframe: ask for one.
        case needsKeyframe
    }

    private let capacity: Capacity
    private var elements: [StreamElement] = []
    private var packets = 0
    private var bytes = 0
    private var gate = KeyframeGate()
    private var overflowed = 0

    public init(capacity: Capacity = .standard) { self.capacity = capacity }

    /// Packets dropped since the start, for any reason.
    public var dropped: Int { overflowed + gate.dropped }

    public mutating func append(_ format: StreamFormat) {
        gate.close()
        elements.append(.format(format))
    }

    public mutating func append(_ packet: Packet) -> Outcome {
        let wasOpen = gate.isOpen
        guard gate.admits(packet) else { return .dropped }
        if isFull(for: packet) {
            guard packet.isKeyframe else {
                overflowed += 1
                gate.close()
                return .needsKeyframe
            }
            discardPackets()
        }
        var packet = packet
        if !wasOpen { packet.flags.insert(.discontinuity) }
        elements.append(.packet(packet))
        packets += 1
        bytes += packet.bytes.count
        return .queued
    }

    /// All that waits, in order; empties the buffer.
    public mutating func takeAll() -> [StreamElement] {
        defer {
            elements = []
            packets = 0
            bytes = 0
        }
        return elements
    }

    private func isFull(for packet: Packet) -> Bool {
        packets >= capacity.packets || (packets > 0 && bytes + packet.bytes.count > capacity.bytes)
    }

    private mutating func discardPackets() {
        overflowed += packets
        elements.removeAll { if case .packet = $0 { true } else { false } }
        packets = 0
        bytes = 0
    }
}
