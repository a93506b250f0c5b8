// SPDX-License-Identifier: Apache-2.0
import Media
import Synchronization
import Testing

@testable import Streams

@Suite struct PacketFanoutTests {
    private final class Calls: Sendable {
        let audiences = Mutex<[Int]>([])
        let keyframes = Atomic<Int>(0)
    }

    private func make(_ calls: Calls = Calls()) -> PacketFanout {
        PacketFanout(
            onAudience: { count in calls.audiences.withLock { $0.append(count) } },
            onKeyframeNeeded: { calls.keyframes.add(1, ordering: .relaxed) })
    }

    private func key(_ time: Int64) -> Packet {
        Packet(
            flags: .keyframe, presentationNanoseconds: time, decodeNanoseconds: time, durationNanoseconds: 0,
            bytes: [1])
    }

    private let format = StreamFormat(
        codec: .vp8, caps: "video/x-vp8", resolution: Resolution(width: 2, height: 2), rate: FrameRate(30))

    @Test func `every subscriber gets every packet, in order`() async {
        let fanout = make()
        let a = fanout.subscribe()
        let b = fanout.subscribe()
        fanout.publish(format)
        for time in 1...3 { fanout.publish(key(Int64(time))) }
        for subscription in [a, b] {
            var iterator = subscription.makeAsyncIterator()
            let batch = await iterator.next() ?? []
            #expect(batch.count == 4)
            #expect(batch.first == .format(format))
        }
    }

    @Test func `a late subscriber is told the format and a keyframe is asked for`() async {
        let calls = Calls()
        let fanout = make(calls)
        fanout.publish(format)
        var iterator = fanout.subscribe().makeAsyncIterator()
        #expect(await iterator.next() == [.format(format)])
        #expect(calls.keyframes.load(ordering: .relaxed) == 1)
    }

    @Test func `the audience is the sum over subscribers, and leaving counts`() {
        let calls = Calls()
        let fanout = make(calls)
        let a = fanout.subscribe()
        let b = fanout.subscribe()
        a.setAudience(2)
        b.setAudience(1)
        a.cancel()
        b.setAudience(0)
        #expect(calls.audiences.withLock { $0 } == [2, 3, 1, 0])
    }

    @Test func `a waiting reader wakes for a packet, and ends when cancelled`() async {
        let fanout = make()
        let subscription = fanout.subscribe()
        async let received = Array(subscription.prefix(1))
        fanout.publish(key(1))
        #expect(await received.count == 1)
        let reader = Task { for await _ in subscription {} }
        reader.cancel()
        await reader.value
    }
}

extension Array where Element == [StreamElement] {
    fileprivate init(_ batches: AsyncPrefixSequence<Subscription>) async {
        self = []
        for await batch in batches { append(batch) }
    }
}
