// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media

extension Codec {
    /// The media type of the codec's caps.
    package var mediaType: String {
        switch self {
        case .vp8: "video/x-vp8"
        case .vp9: "video/x-vp9"
        case .av1: "video/x-av1"
        case .h264: "video/x-h264"
        case .h265: "video/x-h265"
        }
    }
}

extension StreamFormat {
    /// What is assumed where the caps carry no rate, as with a source of variable rate.
    static let assumedRate = FrameRate(30)

    /// Reads what the pipeline delivers; fails when that is not the codec, or of unknown size.
    static func read(_ caps: Caps, codec: Codec) -> Result<StreamFormat, Reason> {
        guard caps.mediaType == codec.mediaType else {
            return .failure(
                Reason(
                    "wrong-codec", "the pipeline delivers \(caps.mediaType), not \(codec.mediaType)",
                    hint: "let codec in the configuration name what the pipeline encodes"))
        }
        guard let width = caps.integer("width"), let height = caps.integer("height"), width > 0, height > 0
        else {
            return .failure(
                Reason(
                    "no-size", "the pipeline delivers \(codec.mediaType) of unknown size",
                    hint: "put a parser after the encoder, such as h264parse"))
        }
        var rate = assumedRate
        if let fraction = caps.fraction("framerate"), fraction.numerator > 0, fraction.denominator > 0 {
            rate = FrameRate(fraction.numerator, over: fraction.denominator)
        }
        return .success(
            StreamFormat(
                codec: codec, caps: caps.text, resolution: Resolution(width: width, height: height),
                rate: rate))
    }
}
