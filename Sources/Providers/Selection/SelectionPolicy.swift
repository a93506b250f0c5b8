// SPDX-License-Identifier: Apache-2.0
import Media

/// The numbers of the selection policy; `docs/selection.md` says the policy in words.
public struct SelectionPolicy: Sendable, Hashable {
    /// How many processors all of Serval may use.
    public var processors: Int
    /// A picture further from what was shown is wrong: grey, green, torn.
    public var leastPSNRDecibels = 20.0
    /// A viewer who joins waits this long for a picture at most.
    public var longestKeyframeDelayFrames = 5
    /// The greatest throughput over the wanted rate, below which an encoder is too slow.
    public var leastThroughput = 1.2
    /// The same, from which software has headroom: the machine stays usable beside it.
    public var headroom = 2.0
    /// What a new encoder's score must be of the last winner's to take its place.
    public var leastAdvantage = 1.1

    /// - Parameter processors: at least 1.
    public init(processors: Int = 1) { self.processors = max(1, processors) }

    /// The longest that the slowest of a hundred frames may take in the encoder.
    ///
    /// Six frames, and never less than 200 ms. On a machine of two processors with three to six runnable processes,
    /// x264 at 1280x720 and 30 frames a second was measured with p99 from 24 to 136 ms, libvpx up to 132 ms; one that
    /// looks ahead, which is what the budget is there to find, has from 800 ms up. The p99 of a trial's few dozen frames
    /// is its worst frame, so a tighter budget would decide by luck. For a recording two seconds matter to nobody.
    public func latencyBudgetMilliseconds(at rate: FrameRate, _ mode: EncodingMode) -> Double {
        switch mode {
        case .interactive, .manyStreams: max(200, 6 * 1000 / rate.framesPerSecond)
        case .recording: 2000
        }
    }

    func weights(for mode: EncodingMode) -> Score.Weights {
        switch mode {
        case .interactive:
            Score.Weights(
                throughput: 0.25, latency: 0.25, processing: 0.20, bitrate: 0.10, bitrateStep: 0.10, picture: 0.10)
        case .recording:
            Score.Weights(
                throughput: 0.15, latency: 0.05, processing: 0.15, bitrate: 0.15, bitrateStep: 0.05, picture: 0.45)
        case .manyStreams:
            Score.Weights(
                throughput: 0.25, latency: 0.15, processing: 0.40, bitrate: 0.10, bitrateStep: 0, picture: 0.10)
        }
    }
}
