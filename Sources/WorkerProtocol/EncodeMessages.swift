// SPDX-License-Identifier: Apache-2.0
import Media

/// Host to encode worker.
public enum EncodeCommand: Codable, Sendable, Hashable {
    case hello(Hello)
    case start(EncodeStart)
    case requestKeyframe
    case setBitrate(kbps: Int)
    /// End the stream in order: everything held is delivered, then `ended`.
    case stop
}

/// What an encode worker runs.
public struct EncodeStart: Codable, Sendable, Hashable {
    /// A complete pipeline description; encoded packets arrive at its `appsink name=appsink`, the element that takes
    /// keyframe requests and bitrates is `name=encoder`.
    public var description: String
    public var codec: Codec
    /// How the bitrate is changed while running; nil when it cannot be.
    public var liveBitrate: LiveBitrate?
    /// The encoder whose element the description names, where that is a provider's own code; nil otherwise.
    public var native: NativeEncoder?

    /// A native encoder, which the worker loads from its provider's library before it builds the pipeline.
    public struct NativeEncoder: Codable, Sendable, Hashable {
        /// The element that the description names.
        public var element: String
        /// The provider library's absolute path.
        public var library: String
        /// What that file must be to be loaded: the one that the host judged. Nil for any.
        public var fileIdentity: FileIdentity?
        /// The ids of the encoder and of the device, as the provider offered them.
        public var encoder: String
        public var deviceID: String
        /// What its sessions take, best first.
        public var formats: [RawFormat]

        public init(
            element: String, library: String, fileIdentity: FileIdentity? = nil, encoder: String, deviceID: String,
            formats: [RawFormat]
        ) {
            self.element = element
            self.library = library
            self.fileIdentity = fileIdentity
            self.encoder = encoder
            self.deviceID = deviceID
            self.formats = formats
        }
    }

    public struct LiveBitrate: Codable, Sendable, Hashable {
        /// The property of the element `encoder`.
        public var property: String
        /// The property's value is kbit/s × numerator / denominator.
        public var numerator: Int64
        public var denominator: Int64

        public init(property: String, numerator: Int64, denominator: Int64) {
            self.property = property
            self.numerator = numerator
            self.denominator = denominator
        }
    }

    public init(
        description: String, codec: Codec, liveBitrate: LiveBitrate? = nil, native: NativeEncoder? = nil
    ) {
        self.description = description
        self.codec = codec
        self.liveBitrate = liveBitrate
        self.native = native
    }
}

/// Encode worker to host, beside the packets.
public enum EncodeEvent: Codable, Sendable, Hashable {
    case hello(Hello)
    /// Sent before the first packet, and whenever the format changes.
    case format(StreamFormat)
    case statistics(EncodeStatistics)
    /// The pipeline cannot go on; the worker exits after this.
    case failed(Reason)
    /// The stream ended in order; the worker exits after this.
    case ended
}

/// Totals since the start of the worker.
public struct EncodeStatistics: Codable, Sendable, Hashable {
    public var packets: Int
    public var keyframes: Int
    public var bytes: Int
    /// Packets thrown away because the host did not read fast enough.
    public var dropped: Int

    public init(packets: Int = 0, keyframes: Int = 0, bytes: Int = 0, dropped: Int = 0) {
        self.packets = packets
        self.keyframes = keyframes
        self.bytes = bytes
        self.dropped = dropped
    }
}
