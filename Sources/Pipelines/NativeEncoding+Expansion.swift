// SPDX-License-Identifier: Apache-2.0
import Media

extension NativeEncoding {
    /// The parts of a pipeline that encode with this native encoder and these parameters; the encoder gets
    /// `name=encoder`, and its element is there once the worker has loaded the provider.
    ///
    /// - Parameter overrides: the encoder's properties in place of the bound ones, when given.
    /// - Throws: `Reason` with code `unsupported-parameter` when the encoder has no such choice.
    public func parts(
        for encoder: EncoderDescription, with parameters: EncoderParameters,
        overrides: [ElementRecipe.Property]? = nil
    ) throws(Reason) -> [PipelineDescription.Part] {
        var properties = [ElementRecipe.Property(name: "name", value: "encoder")]
        if let overrides {
            properties += overrides
        } else {
            for description in encoder.parameters {
                guard let value = try description.value(for: parameters) else { continue }
                properties.append(.init(name: description.property, value: value))
            }
        }
        // The first format alone: what is captured is RGB, and so converted anyway.
        let format = formats.first ?? .i420
        return [
            .element(factory: "videoconvert", properties: []),
            .caps("video/x-raw,format=\(format.rawValue),colorimetry=\(encoder.codec.colorimetry)"),
            .element(factory: encoder.element, properties: properties),
        ] + encoder.codec.parser
    }
}

extension EncoderDescription {
    /// How a native encoder's bitrate changes while it runs; nil where it needs a restart.
    public var liveBitrate: LiveBitrate? {
        parameters.first { $0.id == "serval.bitrate" && $0.isLive }
            .map { LiveBitrate(property: $0.property, numerator: 1, denominator: 1) }
    }
}

extension ParameterDescription {
    /// The property's value; nil when the parameters have nothing to say of it.
    fileprivate func value(for parameters: EncoderParameters) throws(Reason) -> String? {
        switch parameters.value(of: id) {
        case .integer(let number)?: return String(Swift.min(Swift.max(number, minimum), maximum))
        case .text(let word)?:
            guard kind == .text || choices.contains(where: { $0.value == word }) else {
                throw Reason(
                    "unsupported-parameter", "\(property) has no value \"\(word)\"",
                    hint: "use one of \(choices.map(\.value).joined(separator: ", "))")
            }
            return word
        case nil: return nil
        }
    }
}

extension Codec {
    /// VP8 has no field for it, and decoders take BT.601.
    fileprivate var colorimetry: String { self == .vp8 ? "bt601" : "bt709" }

    /// Brings a native encoder's packets into the form that viewers need: caps with profile and level, parameter sets
    /// with every keyframe.
    fileprivate var parser: [PipelineDescription.Part] {
        let everyKeyframe = [ElementRecipe.Property(name: "config-interval", value: "-1")]
        return switch self {
        case .h264:
            [
                .element(factory: "h264parse", properties: everyKeyframe),
                .caps("video/x-h264,stream-format=byte-stream,alignment=au"),
            ]
        case .h265:
            [
                .element(factory: "h265parse", properties: everyKeyframe),
                .caps("video/x-h265,stream-format=byte-stream,alignment=au"),
            ]
        case .av1:
            [
                .element(factory: "av1parse", properties: []),
                .caps("video/x-av1,stream-format=obu-stream,alignment=tu"),
            ]
        case .vp8, .vp9: []
        }
    }
}
