// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import WorkerProtocol

@Suite struct FrameTests {
    private let packet = Packet(
        flags: [.keyframe, .discontinuity], presentationNanoseconds: 1 << 40, decodeNanoseconds: -5,
        durationNanoseconds: 33, bytes: [0, 1, 2, 255])

    private func decode(_ bytes: [UInt8]) throws -> Frame {
        #expect(try Frame.length(of: bytes) == bytes.count - 4)
        return try Frame(kindAndBody: bytes[4...])
    }

    @Test func `a packet comes back as it was`() throws {
        let frame = Frame.packet(stream: 7, packet)
        #expect(try decode(frame.encoded()) == frame)
    }

    @Test func `a message comes back as it was`() throws {
        let frame = try Frame.message(encoding: EncodeCommand.setBitrate(kbps: 900))
        guard case .message(let body) = try decode(frame.encoded()) else {
            Issue.record("not a message")
            return
        }
        #expect(try Frame.decode(EncodeCommand.self, from: body) == .setBitrate(kbps: 900))
    }

    @Test(arguments: [[0, 0, 0, 0], [255, 255, 255, 255], [4, 0, 0, 1]] as [[UInt8]])
    func `a length of nothing or of too much is refused`(prefix: [UInt8]) {
        #expect(throws: FrameError.self) { try Frame.length(of: prefix) }
    }

    @Test(arguments: [[], [9, 1], [2, 0, 0]] as [[UInt8]])
    func `what is not a frame is refused`(bytes: [UInt8]) {
        #expect(throws: FrameError.self) { try Frame(kindAndBody: bytes) }
    }

    @Test func `a message of another type is refused`() {
        #expect(throws: FrameError.self) { try Frame.decode(EncodeCommand.self, from: Array("{\"x\":1}".utf8)) }
    }
}
