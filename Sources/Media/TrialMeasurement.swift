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

    /// The greatest throughput, frames fed as fast as they are taken; less when that was not held for longer.
    public var framesPerSecond: Double
    /// From a frame's entry into the encoder to its packet, at the pipeline's own pace.
    public var latencyP50Milliseconds: Double
    public var latencyP95Milliseconds: Double
    public var latencyP99Milliseconds: Double
    /// User and system time of the trial's process, without what made the pictures.
    public var cpuMillisecondsPerFrame: Double
    public var bitrateKbps: Double
    /// Of what was asked; negative for less. Nil where no bitrate was asked for: properties of the user's own.
    public var bitrateErrorPercent: Double?
    /// The same after the target was halved; nil where the bitrate cannot change while it runs.
    public var bitrateStepErrorPercent: Double?
    /// Frames that entered the encoder after a request for a keyframe, up to the keyframe: 1 is the next one. Nil when
    /// none came, or when the encoder was too slow to be asked.
    public var keyframeDelayFrames: Int?
    /// How many frames came out after the request: with few, or none since it was too slow to be asked, a keyframe
    /// that did not come says nothing.
    public var framesAfterKeyframeRequest: Int
    /// Frames that always stay behind in the encoder: 0 when each comes out before the next one enters.
    public var heldFrames: Int
    /// The frames at the pipeline's own pace that all this rests on. An encoder slower than real time gets fewer, and
    /// one that is far too slow none: its numbers are those of the fast ones.
    public var pacedFrames: Int
    /// Frames that never came out though later ones did.
    public var droppedFrames: Int
    /// Luma; nil where nothing here decodes the codec.
    public var psnrDecibels: Double?
    /// From the start to the first packet: what a viewer waits for once.
    public var warmUpMilliseconds: Double
    /// The rate control that worked: what was asked, or what it fell back to.
    public var rateControl: EncoderParameters.RateControl
    /// Why it is not what was asked; nil when it is.
    public var fallbackReason: Reason?
    public var deviations: [Deviation]

    /// - Parameter latencyP95Milliseconds: nil for the value of `latencyP99Milliseconds`.
    public init(
        framesPerSecond: Double, latencyP50Milliseconds: Double, latencyP95Milliseconds: Double? = nil,
        latencyP99Milliseconds: Double, cpuMillisecondsPerFrame: Double, bitrateKbps: Double,
        bitrateErrorPercent: Double?, bitrateStepErrorPercent: Double?, keyframeDelayFrames: Int?,
        psnrDecibels: Double?, warmUpMilliseconds: Double, rateControl: EncoderParameters.RateControl,
        deviations: [Deviation] = [], heldFrames: Int = 0, pacedFrames: Int = 45,
        droppedFrames: Int = 0, framesAfterKeyframeRequest: Int = 30
    ) {
        self.framesPerSecond = framesPerSecond
        self.latencyP50Milliseconds = latencyP50Milliseconds
        self.latencyP95Milliseconds = latencyP95Milliseconds ?? latencyP99Milliseconds
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
        self.heldFrames = heldFrames
        self.pacedFrames = pacedFrames
        self.droppedFrames = droppedFrames
        self.framesAfterKeyframeRequest = framesAfterKeyframeRequest
    }
}

/// What became of trying an encoder on a pipeline's own work.
public enum TrialOutcome: Codable, Sendable, Hashable {
    /// It encodes what was asked; whether that is good enough is for selection to say.
    case measured(TrialMeasurement)
    /// It does not: no frame, a crash, a wrong picture, a stream that is not what was asked for.
    case failed(Reason)
}
