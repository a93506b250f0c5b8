// SPDX-License-Identifier: Apache-2.0
import Media
import Testing
import WorkerProtocol

@testable import Roles

private func packet(_ flags: Packet.Flags = [], size: Int = 10) -> Packet {
    Packet(
        flags: flags, presentationNanoseconds: 0, decodeNanoseconds: 0, durationNanoseconds: 0,
        bytes: [UInt8](repeating: 0, count: size))
}

@Suite struct ChannelOutgoingFramesTests {
    @Test func `a full queue drops a stream up to a keyframe that fits, which tells of the gap`() {
        let queue = Monitor(OutgoingFrames(frameLimit: 2, byteLimit: 1000))
        #expect(queue.update { $0.append(stream: 1, packet(.keyframe)) })
        #expect(queue.update { $0.append(stream: 1, packet()) })
        #expect(!queue.update { $0.append(stream: 1, packet(.keyframe)) })
        _ = queue.update { $0.takeAll() }
        #expect(!queue.update { $0.append(stream: 1, packet()) })
        #expect(queue.update { $0.append(stream: 1, packet(.keyframe)) })
        #expect(queue.update { $0.append(stream: 1, packet()) })
        #expect(queue.update { $0.droppedPackets } == 2)
        #expect(
            queue.update { $0.takeAll() } == [
                .packet(stream: 1, packet([.keyframe, .discontinuity])), .packet(stream: 1, packet()),
            ])
    }

    @Test func `a gap in one stream is none in another`() {
        let queue = Monitor(OutgoingFrames(frameLimit: 1, byteLimit: 1000))
        #expect(queue.update { $0.append(stream: 1, packet(.keyframe)) })
        #expect(!queue.update { $0.append(stream: 1, packet()) })
        _ = queue.update { $0.takeAll() }
        #expect(queue.update { $0.append(stream: 2, packet()) })
    }

    @Test func `a packet beyond the byte limit is taken only alone`() {
        let queue = Monitor(OutgoingFrames(frameLimit: 10, byteLimit: 100))
        #expect(queue.update { $0.append(stream: 1, packet(.keyframe, size: 500)) })
        #expect(!queue.update { $0.append(stream: 1, packet(.keyframe)) })
        _ = queue.update { $0.takeAll() }
        #expect(queue.update { $0.append(stream: 1, packet(.keyframe)) })
        #expect(!queue.update { $0.append(stream: 1, packet(.keyframe, size: 500)) })
    }

    @Test func `nothing is kept for a host that is gone`() {
        let queue = Monitor(OutgoingFrames(frameLimit: 10, byteLimit: 100))
        queue.update { $0.close() }
        #expect(!queue.update { $0.append(stream: 1, packet(.keyframe)) })
        queue.update { $0.append(message: [1]) }
        #expect(queue.update { $0.isEmpty })
    }
}
