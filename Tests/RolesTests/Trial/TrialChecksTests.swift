// SPDX-License-Identifier: Apache-2.0
import Media
import Testing
import WorkerProtocol

@testable import Roles

@Suite struct TrialChecksTests {
    private let size = Resolution(width: 322, height: 182)
    /// The start of a VP8 keyframe of this size.
    private let keyframe: [UInt8] = [0x10, 0x55, 0, 0x9d, 1, 0x2a, 0x42, 1, 0xb6, 0, 0, 0]

    private func request(_ size: Resolution, codec: Codec = .vp8, profile: String = "") -> TrialRequest {
        TrialRequest(codec: codec, resolution: size, rate: FrameRate(30), profile: profile, attempts: [])
    }

    private func format(_ size: Resolution, caps: String = "video/x-vp8") -> StreamFormat {
        StreamFormat(codec: .vp8, caps: caps, resolution: size, rate: FrameRate(30))
    }

    private func code(
        isKeyframe: Bool = true, _ format: StreamFormat, _ bytes: [UInt8], _ request: TrialRequest
    ) -> Reason.Code? {
        TrialChecks.firstFrame(isKeyframe: isKeyframe, caps: format, bytes: bytes, request)?.code
    }

    @Test func `a keyframe of the right size and profile is all right`() {
        #expect(code(format(size), keyframe, request(size)) == nil)
    }

    @Test func `whatever a viewer cannot start with is refused`() {
        let other = Resolution(width: 320, height: 180)
        #expect(code(isKeyframe: false, format(size), keyframe, request(size)) == "first-frame-not-keyframe")
        #expect(code(format(other), keyframe, request(size)) == "wrong-size")
        // The caps may claim what the stream does not hold.
        #expect(code(format(other), keyframe, request(other)) == "wrong-size")
        #expect(code(format(size), [1, 2, 3], request(size)) == "no-stream-header")
        #expect(code(format(size, caps: "video/x-h264, codec_data=(buffer)01"), [1, 2], request(size)) == nil)
    }

    @Test func `the profile must be the one asked for, or one that browsers decode`() {
        let high10 = StreamHeader(resolution: size, profile: "high-10")
        let baseline = StreamHeader(resolution: size, profile: "constrained-baseline")
        let asked = request(size, codec: .h264, profile: "constrained-baseline")
        let any = request(size, codec: .h264)
        #expect(TrialChecks.mismatch(of: high10, with: any)?.code == "wrong-profile")
        #expect(TrialChecks.mismatch(of: high10, with: asked)?.code == "wrong-profile")
        #expect(TrialChecks.mismatch(of: baseline, with: any) == nil)
        #expect(TrialChecks.mismatch(of: baseline, with: asked) == nil)
    }

    @Test func `order, times and output of a run are checked`() {
        func run(_ order: [Int?]) -> Reason.Code? {
            var ledger = TrialLedger()
            for frame in 0..<10 { ledger.enter(frame: frame, at: 0) }
            for frame in order { ledger.leave(frame: frame, at: 1, size: 1, isKeyframe: false) }
            return TrialChecks.run(ledger, 2..<10)?.code
        }
        #expect(run([0, 1, 2, 3, 4]) == nil)
        #expect(run([0, 1, 4, 3, 2]) == "reorders-frames")
        #expect(run([0, nil, 77, 2, nil]) == "wrong-timestamps")
        #expect(run([0, 1]) == "no-output")
    }

    @Test func `a picture that nobody would recognise is wrong`() {
        #expect(TrialChecks.picture(psnrDecibels: 8)?.code == "wrong-picture")
        #expect(TrialChecks.picture(psnrDecibels: 20) == nil)
    }
}
