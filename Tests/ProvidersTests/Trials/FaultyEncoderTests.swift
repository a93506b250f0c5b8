// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import TestFixtures
import Testing

@testable import Providers

/// Real trials, in real workers, of encoders that go wrong in one known way.
@Suite struct FaultyEncoderTests {
    private func outcome(
        of fault: FaultyEncoder.Fault, frames: Int = 12, codec: Codec = .h264, pacedMilliseconds: Int = 700,
        deadlineMilliseconds: Int = 60_000
    ) async throws -> TrialOutcome {
        var runner = TrialRunner(
            worker: try WorkerExecutable.locate(), environment: try FaultyEncoder.environment(),
            pacedMilliseconds: pacedMilliseconds, deadlineMilliseconds: deadlineMilliseconds)
        runner.residentBytes = 512 << 20
        return await runner.run(.faulty(fault, frames: frames, codec: codec))
    }

    private func measurement(
        of fault: FaultyEncoder.Fault, frames: Int = 12, codec: Codec = .h264, pacedMilliseconds: Int = 700
    ) async throws -> TrialMeasurement {
        switch try await outcome(of: fault, frames: frames, codec: codec, pacedMilliseconds: pacedMilliseconds) {
        case .measured(let measurement): return measurement
        case .failed(let reason): throw reason
        }
    }

    private func failure(
        of fault: FaultyEncoder.Fault, frames: Int = 12, codec: Codec = .h264, deadlineMilliseconds: Int = 60_000
    ) async throws -> Reason {
        let outcome = try await outcome(
            of: fault, frames: frames, codec: codec, deadlineMilliseconds: deadlineMilliseconds)
        guard case .failed(let reason) = outcome else {
            Issue.record("it was measured: \(outcome)")
            throw Reason("not-failed", "it was measured")
        }
        return reason
    }

    @Test(arguments: [Codec.h264, .vp8])
    func `an encoder without fault is measured`(codec: Codec) async throws {
        let measured = try await measurement(of: .none, codec: codec)
        #expect(measured.framesPerSecond > 0 && measured.cpuMillisecondsPerFrame > 0)
        #expect(measured.latencyP50Milliseconds > 0)
        #expect(measured.latencyP50Milliseconds <= measured.latencyP95Milliseconds)
        #expect(measured.latencyP95Milliseconds <= measured.latencyP99Milliseconds)
        #expect(measured.keyframeDelayFrames == 1)
        #expect(measured.bitrateKbps > 0 && measured.bitrateErrorPercent != nil)
        #expect(measured.bitrateStepErrorPercent != nil)
        #expect(try #require(measured.psnrDecibels) > 22)
        #expect(measured.heldFrames == 0 && measured.droppedFrames == 0)
        #expect(measured.rateControl == .cbr && measured.fallbackReason == nil)
        #expect(measured.deviations == [])
        #expect(measured.warmUpMilliseconds > 0)
    }

    @Test func `an encoder that does not open says why in its own words`() async throws {
        let reason = try await failure(of: .refuse)
        #expect(reason.code == "encoder-failed")
        #expect(reason.text.contains("The device does not open."))
    }

    @Test func `an encoder that refuses a constant bitrate is tried with a variable one`() async throws {
        let measured = try await measurement(of: .refuseCBR)
        #expect(measured.rateControl == .vbr)
        #expect(try #require(measured.fallbackReason).text.contains("The device does not open. (cbr)"))
    }

    @Test func `an error on the way is told in the element's own words`() async throws {
        let reason = try await failure(of: .error)
        #expect(reason.code == "encoder-failed")
        #expect(reason.text.contains("The device was lost."))
    }

    @Test func `an encoder that takes frames and gives nothing has no output`() async throws {
        #expect(try await failure(of: .stall, frames: 0).code == "no-output")
    }

    @Test func `an encoder that stops to give packets has stalled`() async throws {
        #expect(try await failure(of: .stall).code == "stalled")
    }

    @Test func `a crash names its signal and its phase`() async throws {
        let reason = try await failure(of: .crash)
        #expect(reason.code == "trial-crashed")
        #expect(reason.text.contains("signal 11") && reason.text.contains(#"phase "paced""#), "\(reason)")
        #expect(try await failure(of: .crash, frames: 0).text.contains(#"phase "first-frame""#))
    }

    @Test func `an exit as if all were well is a crash, too`() async throws {
        let reason = try await failure(of: .exit)
        #expect(reason.code == "trial-crashed")
        #expect(reason.text.contains("exited with status 0"))
    }

    @Test func `one that writes onto the worker's channel is stopped`() async throws {
        #expect(try await failure(of: .garbage).code == "trial-broke")
    }

    @Test func `one that fills the memory is stopped`() async throws {
        let reason = try await failure(of: .fill)
        #expect(reason.code == "trial-outgrew")
    }

    @Test func `a process that is left behind goes with the trial, which is measured`() async throws {
        let measured = try await measurement(of: .fork)
        #expect(measured.framesPerSecond > 0)
    }

    @Test func `a hang is killed and names its phase`() async throws {
        // Time enough to get there on a busy machine.
        let reason = try await failure(of: .hang, frames: 4, deadlineMilliseconds: 6000)
        #expect(reason.code == "trial-hung")
        #expect(reason.text.contains(#"phase "burst""#), "\(reason)")
    }

    @Test func `a slow encoder gets fewer frames and is measured all the same`() async throws {
        let measured = try await measurement(of: .slow, frames: 0)
        #expect(measured.framesPerSecond < 10)
        #expect(measured.pacedFrames < 21)
        #expect(measured.latencyP50Milliseconds >= 100)
        #expect(measured.psnrDecibels != nil)
    }

    @Test func `an encoder that tires is as fast as it stays`() async throws {
        // The burst ends after eight frames; 100 ms for each later one are ten frames a second.
        let measured = try await measurement(of: .slow, frames: 9)
        #expect(measured.framesPerSecond < 15)
        #expect(measured.pacedFrames > 0)
    }

    @Test func `frames that stay behind are counted and delay the rest`() async throws {
        let measured = try await measurement(of: .hold, frames: 4)
        #expect(measured.heldFrames == 4)
        #expect(measured.latencyP50Milliseconds > 3 * 33)
    }

    @Test func `packets in another order than frames are no live stream`() async throws {
        #expect(try await failure(of: .reorder).code == "reorders-frames")
    }

    @Test(arguments: [Codec.h264, .vp8])
    func `a grey picture is a wrong picture`(codec: Codec) async throws {
        #expect(try await failure(of: .grey, frames: 0, codec: codec).code == "wrong-picture")
    }

    @Test func `a profile that was not asked for is named`() async throws {
        let reason = try await failure(of: .wrongProfile)
        #expect(reason.code == "wrong-profile")
        #expect(reason.text.contains("main") && reason.text.contains("constrained-baseline"))
    }

    @Test func `a stream that does not begin with a keyframe is none`() async throws {
        #expect(try await failure(of: .noFirstKeyframe, codec: .vp8).code == "first-frame-not-keyframe")
    }

    @Test(arguments: [Codec.h264, .vp8])
    func `requests for keyframes that are ignored leave no delay`(codec: Codec) async throws {
        #expect(try await measurement(of: .ignoreKeyframes, codec: codec).keyframeDelayFrames == nil)
    }

    @Test func `a bitrate that does not change is far from half of it`() async throws {
        let ignored = try #require(
            try await measurement(of: .ignoreBitrate, pacedMilliseconds: 1500).bitrateStepErrorPercent)
        let followed = try #require(try await measurement(of: .none, pacedMilliseconds: 1500).bitrateStepErrorPercent)
        #expect(ignored > 50)
        #expect(followed < 40)
    }

    @Test func `a property that reads back differently is told`() async throws {
        let measured = try await measurement(of: .coerceBitrate)
        #expect(
            measured.deviations == [.init(property: "faultyh264enc.bitrate", asked: "1000", got: "500")])
    }
}

extension TrialSubject {
    /// A faulty encoder at 320x240 and 1000 kbit/s.
    static func faulty(_ fault: FaultyEncoder.Fault, frames: Int, codec: Codec) -> TrialSubject {
        let properties = [("fault", fault.rawValue), ("frames", "\(frames)")].map {
            ElementRecipe.Property(name: $0.0, value: $0.1)
        }
        var stages: [ElementRecipe.Stage] = [
            .init(kind: .converter, factory: "videoconvert"),
            .init(kind: .caps, caps: "video/x-raw,format=I420"),
            .init(kind: .encoder, factory: "faulty\(codec.rawValue)enc", properties: properties),
        ]
        if codec == .h264 {
            stages.append(
                .init(
                    kind: .parser, factory: "h264parse", properties: [.init(name: "config-interval", value: "-1")]))
            stages.append(
                .init(
                    kind: .caps,
                    caps: "video/x-h264,stream-format=byte-stream,alignment=au,profile=constrained-baseline"))
        }
        let recipe = ElementRecipe(
            stages: stages,
            bindings: [
                .init(parameter: "serval.bitrate", stage: 2, property: "bitrate", live: true),
                .init(parameter: "serval.rate-control", stage: 2, property: "rate-control"),
            ])
        return TrialSubject(
            codec: codec, resolution: Resolution(width: 320, height: 240), rate: FrameRate(30),
            parameters: EncoderParameters(bitrateKbps: 1000), means: .recipe(recipe, overrides: nil))
    }
}
