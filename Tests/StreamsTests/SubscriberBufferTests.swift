// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Streams

@Suite struct SubscriberBufferTests {
    private func packet(_ number: Int, key: Bool = false, size: Int = 10) -> Packet {
        Packet(
            flags: key ? .keyframe : [], presentationNanoseconds: Int64(number), decodeNanoseconds: Int64(number),
            durationNanoseconds: 1, bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: size))
    }

    private func times(_ elements: [StreamElement]) -> [Int64] {
        elements.compactMap { if case .packet(let packet) = $0 { packet.presentationNanoseconds } else { nil } }
    }

    @Test func `nothing passes before the first keyframe`() {
        var buffer = SubscriberBuffer()
        #expect(buffer.append(packet(1)) == .dropped)
        #expect(buffer.append(packet(2, key: true)) == .queued)
        #expect(buffer.append(packet(3)) == .queued)
        #expect(times(buffer.takeAll()) == [2, 3])
        #expect(buffer.dropped == 1)
    }

    @Test func `a full buffer drops on to the next keyframe and says once that it needs one`() {
        var buffer = SubscriberBuffer(capacity: .init(packets: 2, bytes: 1000))
        _ = buffer.append(packet(1, key: true))
        _ = buffer.append(packet(2))
        #expect(buffer.append(packet(3)) == .needsKeyframe)
        #expect(buffer.append(packet(4)) == .dropped)
        #expect(times(buffer.takeAll()) == [1, 2])
        #expect(buffer.append(packet(5)) == .dropped)
        #expect(buffer.append(packet(6, key: true)) == .queued)
        guard case .packet(let resumed)? = buffer.takeAll().first else {
            Issue.record("nothing was queued")
            return
        }
        #expect(resumed.flags.contains(.discontinuity))
        #expect(buffer.dropped == 3)
    }

    @Test func `a keyframe that finds the buffer full takes the place of what waits`() {
        var buffer = SubscriberBuffer(capacity: .init(packets: 100, bytes: 25))
        _ = buffer.append(packet(1, key: true))
        _ = buffer.append(packet(2))
        #expect(buffer.append(packet(3, key: true)) == .queued)
        #expect(times(buffer.takeAll()) == [3])
        #expect(buffer.dropped == 2)
    }

    @Test func `one packet larger than the whole capacity still passes when alone`() {
        var buffer = SubscriberBuffer(capacity: .init(packets: 4, bytes: 25))
        #expect(buffer.append(packet(1, key: true, size: 100)) == .queued)
        #expect(times(buffer.takeAll()) == [1])
    }
}
