// SPDX-License-Identifier: Apache-2.0
import Media
import Testing
import WorkerProtocol

@testable import Roles

@Suite struct TrialFiguresTests {
    private let schedule = TrialSchedule(rate: FrameRate(30), pacedMilliseconds: 1500)
    private let millisecond: Int64 = 1_000_000

    private func request(bitrateKbps: Int? = 2400) -> TrialRequest {
        TrialRequest(
            codec: .vp8, resolution: Resolution(width: 320, height: 240), rate: FrameRate(30),
            bitrateKbps: bitrateKbps, attempts: [.init(rateControl: .cbr, encoder: "vp8enc name=encoder")])
    }

    /// Sixteen frames before, then 45 at the pipeline's pace, each out 5 ms after it went in; the last 20.
    private func ledger(size: (Int) -> Int = { _ in 10_000 }, isKeyframe: (Int) -> Bool = { $0 == 0 }) -> TrialLedger {
        var ledger = TrialLedger()
        for frame in 0..<61 {
            let entry = Int64(frame) * 33 * millisecond
            ledger.enter(frame: frame, at: entry)
            ledger.leave(
                frame: frame, at: entry + (frame == 60 ? 20 : 5) * millisecond, size: size(frame),
                isKeyframe: isKeyframe(frame))
        }
        return ledger
    }

    private var notes: TrialNotes {
        TrialNotes(
            warmUpNanoseconds: 50_000_000, framesPerSecond: 80, frames: 16..<61, isPaced: true,
            cpuNanoseconds: 450_000_000, enteredAtKeyframeRequest: nil, isHalved: false)
    }

    private func measured(_ ledger: TrialLedger, _ notes: TrialNotes, _ request: TrialRequest) -> TrialMeasurement {
        TrialMeasurement(
            ledger: ledger, notes: notes, schedule: schedule, request: request, rateControl: .cbr, deviations: [])
    }

    @Test func `a schedule takes the same time at any rate`() {
        #expect(schedule.burst == 15 && schedule.paced == 45)
        #expect(schedule.keyframeFrame == 15 && schedule.stepFrame == 30)
        #expect(schedule.rateFrames == 15..<30 && schedule.stepFrames == 38..<45)
        for rate in [FrameRate(1), FrameRate(5), FrameRate(15), FrameRate(60), FrameRate(30000, over: 1001)] {
            let schedule = TrialSchedule(rate: rate, pacedMilliseconds: 1500)
            let duration = Double(schedule.paced) * Double(schedule.paceNanoseconds) / 1e9
            #expect(abs(duration - 1.5) < 0.05, "\(rate)")
            #expect(schedule.cutFrame < schedule.keyframeFrame && !schedule.rateFrames.isEmpty)
            #expect(!schedule.stepFrames.isEmpty && schedule.stepFrame < schedule.stepFrames.lowerBound)
        }
    }

    @Test func `an encoder slower than real time gets fewer frames, but some`() {
        #expect(schedule.fitting(framesPerSecond: 24).paced == 17)
        #expect(schedule.fitting(framesPerSecond: 1).paced == 9)
        #expect(schedule.fitting(framesPerSecond: 100).paced == 45)
    }

    @Test func `what start and burst took the pace gives back, up to half of its own`() {
        #expect(schedule.within(nanoseconds: 1_600_000_000).paced == 45)
        #expect(schedule.within(nanoseconds: 1_200_000_000).paced == 36)
        #expect(schedule.within(nanoseconds: -5).paced == 22)
        #expect(TrialSchedule(rate: FrameRate(5), pacedMilliseconds: 100).within(nanoseconds: 0).paced == 9)
    }

    @Test func `latencies are those of the frames at the pipeline's pace`() {
        let measured = measured(ledger(), notes, request())
        #expect(measured.latencyP50Milliseconds == 5)
        #expect(measured.latencyP95Milliseconds == 5)
        #expect(measured.latencyP99Milliseconds > 5 && measured.latencyP99Milliseconds < 20)
        #expect(measured.cpuMillisecondsPerFrame == 10)
        #expect(measured.warmUpMilliseconds == 50)
        #expect(measured.pacedFrames == 45 && measured.heldFrames == 0 && measured.droppedFrames == 0)
    }

    @Test func `the bitrate is that of the middle third, against what was asked`() {
        // 10 kB a frame at 30 frames a second are 2400 kbit/s; the first third is of no account.
        let ledger = ledger(size: { $0 < 16 + 15 ? 50_000 : 10_000 })
        let measured = measured(ledger, notes, request())
        #expect(abs(measured.bitrateKbps - 2400) < 1e-6)
        #expect(abs(measured.bitrateErrorPercent ?? 99) < 1e-6)
        #expect(measured.bitrateStepErrorPercent == nil)
        #expect(self.measured(ledger, notes, request(bitrateKbps: nil)).bitrateErrorPercent == nil)
    }

    @Test func `after the step the target is half`() {
        var notes = notes
        notes.isHalved = true
        let followed = measured(ledger(size: { $0 < 16 + 38 ? 10_000 : 5_000 }), notes, request())
        #expect(abs(followed.bitrateStepErrorPercent ?? 99) < 1e-6)
        #expect(abs((measured(ledger(), notes, request()).bitrateStepErrorPercent ?? 0) - 100) < 1e-6)
    }

    @Test func `a keyframe's delay counts the frames that went in after the request`() {
        var notes = notes
        notes.enteredAtKeyframeRequest = 30
        #expect(measured(ledger(isKeyframe: { $0 == 31 }), notes, request()).keyframeDelayFrames == 1)
        #expect(measured(ledger(isKeyframe: { $0 == 20 || $0 == 34 }), notes, request()).keyframeDelayFrames == 4)
        #expect(measured(ledger(isKeyframe: { $0 == 30 }), notes, request()).keyframeDelayFrames == nil)
    }

    @Test func `frames that stay behind and frames that are lost are told apart`() {
        var held = TrialLedger()
        for frame in 0..<10 {
            held.enter(frame: frame, at: Int64(frame))
            if frame >= 3 { held.leave(frame: frame - 3, at: Int64(frame), size: 1, isKeyframe: false) }
        }
        #expect(held.heldFrames == 3 && held.overdueFrames == 0)
        var lossy = TrialLedger()
        for frame in 0..<10 {
            lossy.enter(frame: frame, at: Int64(frame))
            if frame % 2 == 0 { lossy.leave(frame: frame, at: Int64(frame), size: 1, isKeyframe: false) }
        }
        var notes = notes
        notes.frames = 0..<10
        #expect(measured(held, notes, request()).droppedFrames == 0)
        #expect(measured(lossy, notes, request()).droppedFrames == 4)
    }

    @Test func `quantiles lie between values`() {
        #expect([Double]().quantile(0.5) == 0)
        #expect([7.0].quantile(0.99) == 7)
        #expect([0.0, 10].quantile(0.5) == 5)
        #expect([1.0, 2, 3, 4, 5].quantile(1) == 5)
    }
}
