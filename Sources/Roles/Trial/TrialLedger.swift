// SPDX-License-Identifier: Apache-2.0
import Media

/// What went into an encoder and what came out, by frame. Times are nanoseconds of one clock.
struct TrialLedger: Sendable {
    /// One packet.
    struct Output: Sendable, Hashable {
        /// The frame that it carries, by its timestamp; nil when no frame of that time went in.
        var frame: Int?
        var time: Int64
        var size: Int
        var isKeyframe: Bool
        /// The last frame that had entered the encoder by then.
        var lastEntered: Int
    }

    /// When each frame entered the encoder.
    private(set) var entries: [Int: Int64] = [:]
    private(set) var outputs: [Output] = []
    /// Why the pipeline cannot go on, in its own words.
    var failure: Reason?

    /// The last frame that entered; -1 before the first.
    private(set) var lastEntered = -1
    /// The last frame that came out; -1 before the first.
    private(set) var lastOut = -1
    /// For each packet in ascending order, how many frames had entered after its own.
    private var lags: [Int] = []

    mutating func enter(frame: Int, at time: Int64) {
        entries[frame] = time
        lastEntered = max(lastEntered, frame)
    }

    /// - Parameter frame: nil for a packet without a timestamp.
    mutating func leave(frame: Int?, at time: Int64, size: Int, isKeyframe: Bool) {
        let known = frame.flatMap { entries[$0] == nil ? nil : $0 }
        outputs.append(
            Output(frame: known, time: time, size: size, isKeyframe: isKeyframe, lastEntered: lastEntered))
        guard let known else { return }
        lastOut = max(lastOut, known)
        let lag = max(0, lastEntered - known)
        lags.insert(lag, at: lags.firstIndex { $0 > lag } ?? lags.endIndex)
    }

    /// The frames that usually stay behind in the encoder: the median, since encoders let go of them on some occasions.
    var heldFrames: Int { lags.isEmpty ? 0 : lags[lags.count / 2] }

    /// Frames that are in the encoder and should come out of it by themselves.
    var overdueFrames: Int { max(0, lastEntered - lastOut - heldFrames) }

    /// Whether a packet came after one that is to be shown later.
    var isReordered: Bool {
        let frames = outputs.compactMap(\.frame)
        return zip(frames, frames.dropFirst()).contains { $0 > $1 }
    }

    /// The packets of these frames, in the order in which they came.
    func outputs(of frames: Range<Int>) -> [Output] {
        outputs.filter { output in output.frame.map(frames.contains) ?? false }
    }
}
