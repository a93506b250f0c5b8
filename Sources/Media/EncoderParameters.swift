// SPDX-License-Identifier: Apache-2.0

/// What a pipeline asks of any encoder, in neutral words; recipes bind these to an element's own properties.
public struct EncoderParameters: Codable, Sendable, Hashable {
    public enum RateControl: String, Codable, Sendable, CaseIterable { case cbr, vbr, cq }
    public enum Speed: String, Codable, Sendable, CaseIterable {
        case ultrafast, superfast, veryfast, fast, medium, quality
    }

    public var bitrateKbps: Int
    public var maxBitrateKbps: Int
    /// The length of the rate-control buffer.
    public var bufferMilliseconds: Int
    /// Frames between keyframes; 0 for keyframes on request only.
    public var keyframeIntervalFrames: Int
    public var rateControl: RateControl
    public var speed: Speed
    public var threads: Int
    /// The profile as caps spell it, such as `constrained-baseline`; empty for the recipe's own.
    public var profile: String

    public init(
        bitrateKbps: Int = 2500, maxBitrateKbps: Int? = nil, bufferMilliseconds: Int = 600,
        keyframeIntervalFrames: Int = 0, rateControl: RateControl = .cbr, speed: Speed = .veryfast,
        threads: Int = 1, profile: String = ""
    ) {
        self.bitrateKbps = bitrateKbps
        self.maxBitrateKbps = maxBitrateKbps ?? bitrateKbps
        self.bufferMilliseconds = bufferMilliseconds
        self.keyframeIntervalFrames = keyframeIntervalFrames
        self.rateControl = rateControl
        self.speed = speed
        self.threads = threads
        self.profile = profile
    }
}
