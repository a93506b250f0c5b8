// SPDX-License-Identifier: Apache-2.0
import Media

/// `serval encoders --format json` and `GET /api/encoders`.
public struct EncodersReport: Codable, Sendable, Hashable {
    public struct Provider: Codable, Sendable, Hashable {
        public var id: String
        public var name: String
        public var version: String
        /// The library's absolute path.
        public var file: String
        public var verdict: String
        @ExplicitNull public var reason: ReasonReport?

        public init(id: String, name: String, version: String, file: String, verdict: String, reason: Reason?) {
            self.id = id
            self.name = name
            self.version = version
            self.file = file
            self.verdict = verdict
            self.reason = reason.map(ReasonReport.init)
        }
    }

    public struct Device: Codable, Sendable, Hashable {
        public var id: String
        public var name: String
        public var driver: String

        public init(id: String, name: String, driver: String) {
            self.id = id
            self.name = name
            self.driver = driver
        }
    }

    public enum State: String, Codable, Sendable {
        case ok, unavailable, refused, failed, crashed, hung, quarantined
    }

    /// What a real encode measured, in hundredths.
    public struct Trial: Codable, Sendable, Hashable {
        public struct Latency: Codable, Sendable, Hashable {
            public var p50: Double
            public var p99: Double
        }
        /// A property that the element did not take, or that reads back as something else.
        public struct Deviation: Codable, Sendable, Hashable {
            /// `factory.property`.
            public var property: String
            public var asked: String
            /// Null when the element does not have the property.
            @ExplicitNull public var got: String?
        }
        /// The greatest throughput.
        public var fps: Double
        public var latency_ms: Latency
        public var cpu_ms_per_frame: Double
        public var bitrate_kbps: Double
        /// Null where no bitrate was asked for.
        @ExplicitNull public var bitrate_error_percent: Double?
        /// The same after the target was halved; null where the bitrate cannot change.
        @ExplicitNull public var bitrate_step_error_percent: Double?
        /// Null when no keyframe came, or when the encoder was too slow to be asked.
        @ExplicitNull public var keyframe_delay_frames: Int?
        /// Null where nothing here decodes the codec.
        @ExplicitNull public var psnr_db: Double?
        /// What worked: what was asked, or what it fell back to.
        public var rate_control: String
        public var deviations: [Deviation]

        public init(_ trial: TrialMeasurement) {
            func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
            fps = rounded(trial.framesPerSecond)
            latency_ms = Latency(
                p50: rounded(trial.latencyP50Milliseconds), p99: rounded(trial.latencyP99Milliseconds))
            cpu_ms_per_frame = rounded(trial.cpuMillisecondsPerFrame)
            bitrate_kbps = rounded(trial.bitrateKbps)
            bitrate_error_percent = trial.bitrateErrorPercent.map(rounded)
            bitrate_step_error_percent = trial.bitrateStepErrorPercent.map(rounded)
            keyframe_delay_frames = trial.keyframeDelayFrames
            psnr_db = trial.psnrDecibels.map(rounded)
            rate_control = trial.rateControl.rawValue
            deviations = trial.deviations.map { Deviation(property: $0.property, asked: $0.asked, got: $0.got) }
        }
    }

    public struct Encoder: Codable, Sendable, Hashable {
        public var codec: Codec
        public var encoder: String
        /// The provider's id.
        public var provider: String
        public var kind: EncoderDescription.Kind
        /// Null where no device was found to run on.
        @ExplicitNull public var device: Device?
        public var element: String
        public var state: State
        @ExplicitNull public var reason: ReasonReport?
        @ExplicitNull public var limits: EncoderLimits?
        @ExplicitNull public var trial: Trial?
        /// Properties of the recipe that the installed element does not have, as `factory.property`.
        public var left_out: [String]

        public init(
            codec: Codec, encoder: String, provider: String, kind: EncoderDescription.Kind, device: Device?,
            element: String, state: State, reason: Reason?, limits: EncoderLimits?, trial: Trial? = nil,
            leftOut: [String] = []
        ) {
            self.codec = codec
            self.encoder = encoder
            self.provider = provider
            self.kind = kind
            self.device = device
            self.element = element
            self.state = state
            self.reason = reason.map(ReasonReport.init)
            self.limits = limits
            self.trial = trial
            left_out = leftOut
        }
    }

    public var schema = 1
    public var providers: [Provider]
    public var encoders: [Encoder]

    public init(providers: [Provider], encoders: [Encoder]) {
        self.providers = providers
        self.encoders = encoders
    }
}
