// SPDX-License-Identifier: Apache-2.0
import Media

/// Host to trial worker.
public enum TrialCommand: Codable, Sendable, Hashable {
    case hello(Hello)
    case start(TrialRequest)
}

/// What a trial worker tries: one encoder at a pipeline's own size, rate and parameters.
public struct TrialRequest: Codable, Sendable, Hashable {
    /// One way to run the encoder.
    public struct Attempt: Codable, Sendable, Hashable {
        public var rateControl: EncoderParameters.RateControl
        /// From raw frames to finished packets, as `gst_parse_launch` reads it, without source and sink; the element
        /// that takes keyframe requests and bitrates is `name=encoder`.
        public var encoder: String
        /// What the description sets on the element `encoder`, to be held against what it reads back.
        public var properties: [ElementRecipe.Property]

        public init(
            rateControl: EncoderParameters.RateControl, encoder: String, properties: [ElementRecipe.Property] = []
        ) {
            self.rateControl = rateControl
            self.encoder = encoder
            self.properties = properties
        }
    }

    public var codec: Codec
    /// The size of the frames that go in and of the stream that must come out.
    public var resolution: Resolution
    public var rate: FrameRate
    /// What the bitrate is held against; nil when the attempts' own properties decide about it.
    public var bitrateKbps: Int?
    /// The profile that the stream must have, as caps spell it; empty for any that browsers decode.
    public var profile: String
    /// How the bitrate is changed while it runs; nil when it cannot be.
    public var liveBitrate: EncodeStart.LiveBitrate?
    /// The encoder that the attempts name, where that is a provider's own code; nil otherwise.
    public var native: EncodeStart.NativeEncoder?
    /// How long frames are fed at the pipeline's own pace.
    public var pacedMilliseconds: Int
    /// In this order, until one delivers a first frame.
    public var attempts: [Attempt]

    public init(
        codec: Codec, resolution: Resolution, rate: FrameRate, bitrateKbps: Int? = nil, profile: String = "",
        liveBitrate: EncodeStart.LiveBitrate? = nil, native: EncodeStart.NativeEncoder? = nil,
        pacedMilliseconds: Int = 1500, attempts: [Attempt]
    ) {
        self.codec = codec
        self.resolution = resolution
        self.rate = rate
        self.bitrateKbps = bitrateKbps
        self.profile = profile
        self.liveBitrate = liveBitrate
        self.native = native
        self.pacedMilliseconds = pacedMilliseconds
        self.attempts = attempts
    }
}

/// What a trial is about to do: the last one told is where a crash or a hang was.
public enum TrialPhase: String, Codable, Sendable, CaseIterable {
    /// GStreamer is made ready and the pictures are drawn.
    case prepare
    /// The elements are made and started.
    case start
    case firstFrame = "first-frame"
    /// Frames as fast as they are taken.
    case burst
    /// Frames at the pipeline's own pace.
    case paced
    /// The elements are stopped and give back what they hold.
    case stop
    /// The packets are decoded and held against the pictures.
    case decode
}

/// One step of a trial, written by the trial worker the moment it is known, so that a crash keeps what came before.
public enum TrialRecord: Codable, Sendable, Hashable {
    case hello(Hello)
    case phase(TrialPhase)
    /// An attempt delivered no first frame; the next one follows, if there is one.
    case refused(EncoderParameters.RateControl, Reason)
    /// Everything but the picture; that follows, if anything here decodes the codec.
    case measured(TrialMeasurement)
    /// The picture compared.
    case picture(psnrDecibels: Double)
    /// The trial is over: this encoder does not do what was asked.
    case failed(Reason)
    /// The trial is over: what was measured holds.
    case done
}
