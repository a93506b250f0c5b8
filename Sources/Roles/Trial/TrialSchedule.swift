// SPDX-License-Identifier: Apache-2.0
import Media

/// How many frames a trial feeds, when it asks for what, and over which frames it measures.
///
/// All indices count the frames fed at the pipeline's own pace, from 0.
struct TrialSchedule: Sendable, Hashable {
    /// Frames fed as fast as they are taken, after the first one.
    var burst: Int
    /// Frames fed at the pipeline's own pace.
    var paced: Int
    /// From one paced frame to the next.
    var paceNanoseconds: Int64

    /// The scene changes.
    var cutFrame: Int { paced / 9 }
    /// A keyframe is asked for before this frame.
    var keyframeFrame: Int { paced / 3 }
    /// The bitrate is halved before this frame.
    var stepFrame: Int { paced * 2 / 3 }
    /// The bitrate is held against the target over these.
    var rateFrames: Range<Int> { keyframeFrame..<stepFrame }
    /// The bitrate is held against half the target over these: the encoder has had half of what is left to follow.
    var stepFrames: Range<Int> { (paced * 38 / 45)..<paced }

    /// The least that shows anything.
    private static let fewest = 9

    /// The schedule for an encoder that keeps up: 15 and 45 frames at 30 frames a second and 1500 ms.
    ///
    /// Below 10 frames a second the pace is faster than the pipeline's own, since so few would show nothing.
    init(rate: FrameRate, pacedMilliseconds: Int) {
        let pacedNanoseconds = Double(max(pacedMilliseconds, 1)) * 1e6
        let frames = (rate.framesPerSecond * pacedNanoseconds / 1e9).rounded()
        paced = max(TrialSchedule.fewest, Int(min(frames, 10_000)))
        burst = max(5, paced / 3)
        paceNanoseconds = Int64(min(1e9 / rate.framesPerSecond, pacedNanoseconds / Double(paced)))
    }

    /// As much of it as an encoder of this throughput, slower than real time, gets through in half the time: it is not
    /// worth more.
    func fitting(framesPerSecond: Double) -> TrialSchedule {
        let available = Double(paced) * Double(paceNanoseconds) / 1e9 / 2
        var schedule = self
        schedule.paced = min(paced, max(TrialSchedule.fewest, Int(framesPerSecond * available)))
        return schedule
    }

    /// As much of it as there is time for: what start and burst took, the pace gives back, up to half of its own.
    func within(nanoseconds: Int64) -> TrialSchedule {
        let frames = Int(max(nanoseconds, Int64(paced) * paceNanoseconds / 2) / max(1, paceNanoseconds))
        var schedule = self
        schedule.paced = min(paced, max(TrialSchedule.fewest, frames))
        return schedule
    }
}
