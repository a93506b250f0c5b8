// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

/// Which encoder a pipeline uses.
public enum EncoderChoice: Sendable, Hashable {
    /// Whatever Serval's selection finds best.
    case auto
    /// The GStreamer element of this name and no other, as in neko.
    case element(String)
}

/// One entry of `capture.video.pipelines`.
public struct VideoPipelineConfiguration: Sendable, Hashable {
    /// A key of an entry, by the name that it has in a file.
    public enum Key: String, Sendable, Hashable, CaseIterable {
        case codec, fps, width, height, bitrate, speed, mode, prefer, require, forbid, device
        case maxBitrate = "max_bitrate"
        case keyframeInterval = "keyframe_interval"
        case prefix = "gst_prefix"
        case encoder = "gst_encoder"
        case parameters = "gst_params"
        case suffix = "gst_suffix"
        case description = "gst_pipeline"
        case showPointer = "show_pointer"
    }

    /// As written, case included; safe in a URL's path and in a file name.
    public var id: String
    /// What it encodes to.
    public var codec: Codec
    /// The size to scale to, in pixels; both or neither.
    public var width: ConfiguredExpression?
    public var height: ConfiguredExpression?
    /// Frames per second; nil leaves it to the planner.
    public var fps: ConfiguredExpression?
    /// Which encoder does it.
    public var encoder: EncoderChoice
    /// GStreamer elements before the encoder, starting with `!`; nil for none.
    public var prefix: String?
    /// GStreamer elements after the encoder, starting with `!`; nil for none.
    public var suffix: String?
    /// Properties of the chosen element, in the file's order; only where `encoder` names one.
    public var parameters: [ElementParameter]
    /// The whole pipeline as GStreamer text, in which `{display}` stands for the display; nil to have it
    /// built.
    ///
    /// With one, nothing else but `id` and `codec` has an effect.
    public var description: String?
    /// Whether the mouse pointer is part of the picture.
    public var showPointer: Bool
    /// In kbit/s; nil for the planner's choice.
    public var bitrate: ConfiguredExpression?
    /// In kbit/s, not below `bitrate`; nil for the planner's choice.
    public var maxBitrate: ConfiguredExpression?
    /// Frames between keyframes; 0 for keyframes on request only, nil for the planner's choice.
    public var keyframeInterval: ConfiguredExpression?
    /// How much work the encoder puts into a frame; nil for the planner's choice.
    public var speed: EncoderParameters.Speed?
    /// What the picture is for.
    public var mode: EncodingMode
    /// Which encoders may be used, and which come first, besides what holds for all pipelines.
    public var rules: EncoderRules
    /// Where the pipeline's id is written; nil for a default.
    public var location: TextLocation?
    /// Where the values are written.
    public var valueLocations: [Key: TextLocation]

    public init(
        id: String, codec: Codec, width: ConfiguredExpression? = nil, height: ConfiguredExpression? = nil,
        fps: ConfiguredExpression? = nil, encoder: EncoderChoice = .auto,
        prefix: String? = nil, suffix: String? = nil, parameters: [ElementParameter] = [],
        description: String? = nil, showPointer: Bool = false, bitrate: ConfiguredExpression? = nil,
        maxBitrate: ConfiguredExpression? = nil, keyframeInterval: ConfiguredExpression? = nil,
        speed: EncoderParameters.Speed? = nil, mode: EncodingMode = .interactive, rules: EncoderRules = EncoderRules(),
        location: TextLocation? = nil, valueLocations: [Key: TextLocation] = [:]
    ) {
        self.id = id
        self.codec = codec
        self.width = width
        self.height = height
        self.fps = fps
        self.encoder = encoder
        self.prefix = prefix
        self.suffix = suffix
        self.parameters = parameters
        self.description = description
        self.showPointer = showPointer
        self.bitrate = bitrate
        self.maxBitrate = maxBitrate
        self.keyframeInterval = keyframeInterval
        self.speed = speed
        self.mode = mode
        self.rules = rules
        self.location = location
        self.valueLocations = valueLocations
    }

    /// Where to point when a value turns out wrong: at the value, or at the pipeline where it is not written.
    public func location(of key: Key) -> TextLocation? { valueLocations[key] ?? location }
}
