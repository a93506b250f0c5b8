// SPDX-License-Identifier: Apache-2.0

/// What a real encode at a pipeline's own size, rate, format and parameters measured.
public struct TrialMeasurement: Codable, Sendable, Hashable {
    /// A property that the element did not take, or that reads back as something else.
    public struct Deviation: Codable, Sendable, Hashable {
        /// `factory.property`.
        public var property: String
        public var asked: String
        /// Nil when the element does not have the property.
        public var got: String?

        public init(property: String, asked: String, got: String?) {
            self.property = property
            self.asked = asked
            self.got = got
        }
    }

    /// The greatest throughput, frames fed as fast as they are taken.
    public var framesPerSecond: Double
    /// From a frame's entry into the encoder to its packet, at the pipeline's own pace.
    public var latencyP50Milliseconds: Double
    public var latencyP99Milliseconds: Double
    /// User and system time of the trial's process.
    public var cpuMillisecondsPerFrame: Double
    public var bitrateKbps: Double
    /// Of what was asked; negative for less.
    public var bitrateErrorPercent: Double
    /// The same after the target was halved; nil where the bitrate cannot change while it runs.
    public var bitrateStepErrorPercent: Double?
    /// Frames from a request for a keyframe to the keyframe; nil when none came.
    public var keyframeDelayFrames: Int?
    /// Luma; nil where nothing here decodes the codec.
    public var psnrDecibels: Double?
    /// From the start to the first packet: what a viewer waits for once.
    public var warmUpMilliseconds: Double
    /// The rate control that worked: what was asked, or what it fell back to.
    public var rateControl: EncoderParameters.RateControl
    public var deviations: [Deviation]

    public init(
        framesPerSecond: Double, latencyP50Milliseconds: Double, latencyP99Milliseconds: Double,
        cpuMillisecondsPerFrame: Double, bitrateKbps: Double, bitrateErrorPercent: Double,
        bitrateStepErrorPercent: Double?, keyframeDelayFrames: Int?, psnrDecibels: Double?,
        warmUpMilliseconds: Double, rateControl: EncoderParameters.RateControl, deviations: [Deviation] = []
    ) {
        self.framesPerSecond = framesPerSecond
        self.latencyP50Milliseconds = latencyP50Milliseconds
        self.latencyP99Milliseconds = latencyP99Milliseconds
        self.cpuMillisecondsPerFrame = cpuMillisecondsPerFrame
        self.bitrateKbps = bitrateKbps
        self.bitrateErrorPercent = bitrateErrorPercent
        self.bitrateStepErrorPercent = bitrateStepErrorPercent
        self.keyframeDelayFrames = keyframeDelayFrames
        self.psnrDecibels = psnrDecibels
        self.warmUpMilliseconds = warmUpMilliseconds
        self.rateControl = rateControl
        self.deviations = deviations
    }
}

/// What became of trying an encoder on a pipeline's own work.
public enum TrialOutcome: Codable, Sendable, Hashable {
    /// It encodes what was asked; whether that is good enough is for selection to say.
    case measured(TrialMeasurement)
    /// It does not: no frame, a crash, a wrong picture, a stream that is not what was asked for.
    case failed(Reason)
}
