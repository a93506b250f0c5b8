// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import Testing
import WorkerProtocol

@testable import Roles

@Suite struct ChannelHostChannelTests {
    /// Echoes every packet as a packet, and counts messages in the exit status.
    private static func echo(_ channel: HostChannel) -> Int32 {
        var messages: Int32 = 0
        while let frame = try? channel.nextFrame() {
            switch frame {
            case .message: messages += 1
            case .packet(let stream, let packet): channel.send(stream: stream, packet)
            }
        }
        return messages
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 300_000, 5_000_000])
    func `frames of any size go both ways whole`(size: Int) throws {
        let worker = try WorkerUnderTest<EncodeCommand, EncodeEvent> { ChannelHostChannelTests.echo($0) }
        let sent = Packet(
            flags: .keyframe, presentationNanoseconds: -1, decodeNanoseconds: .max, durationNanoseconds: 7,
            bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try worker.send(.requestKeyframe)
        try worker.send(frame: .packet(stream: 9, sent))
        #expect(try worker.packet() == sent)
        worker.hangUp()
        #expect(try worker.exitStatus() == 1)
    }

    @Test func `what is no frame is an error`() throws {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        try #require(write(ends[0], [0xff, 0xff, 0xff, 0xff, 1], 5) == 5)
        var reader = IncomingFrames(descriptor: ends[1])
        #expect(throws: FrameError.self) { try reader.next() }
    }
}
