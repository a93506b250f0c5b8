// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// What stands before and behind a software encoder.
enum Chain {
    /// The encoder's place among a recipe's stages: behind the two of `before`.
    static let encoderStage = 2

    /// From raw frames in any format to 4:2:0 with known colours.
    ///
    /// Without the format an RGB display would be encoded as 4:4:4, which browsers do not decode; without the
    /// colorimetry they would guess the colours by size.
    static func before(colorimetry: String) -> [Stage] {
        [
            .converter("videoconvert", package: "gstreamer1.0-plugins-base"),
            .caps("video/x-raw,format=I420,colorimetry=\(colorimetry)"),
        ]
    }

    /// Parameter sets with every keyframe, so that whoever joins late sees a picture, and the one profile
    /// that all browsers decode.
    static let afterH264: [Stage] = [
        .parser("h264parse", ["config-interval": "-1"], package: "gstreamer1.0-plugins-bad"),
        .caps("video/x-h264,stream-format=byte-stream,alignment=au,profile=constrained-baseline"),
    ]
}

/// What a keyframe interval of 0, on request only, is written as.
enum Never {
    /// For elements that count up to it.
    static let largestInt32 = "2147483647"
    /// For libvpx: more than nine hours at 30 frames a second.
    static let million = "1000000"
}
