// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

extension SoftwareEncoder {
    /// The other H.264 encoder, for systems without x264.
    ///
    /// Run as for a camera: its mode for screens makes a keyframe of every picture that scrolls, whatever it is told, so
    /// that the rate is exceeded by far; and it takes half as long again.
    static let openh264enc = SoftwareEncoder(
        description: EncoderDescription(
            id: "openh264enc", label: "OpenH264 (H.264)", codec: "h264", kind: .software,
            element: "openh264enc"),
        limits: Limits(
            minimumWidth: 16, minimumHeight: 16, maximumWidth: 3840, maximumHeight: 2160,
            rateControls: ["cbr", "vbr"], profiles: ["constrained-baseline"]),
        recipe: Recipe(
            stages: Chain.before(colorimetry: "bt709") + [
                .encoder(
                    "openh264enc",
                    [
                        "usage-type": "camera", "enable-frame-skip": "false",
                        "scene-change-detection": "false",
                    ], package: "gstreamer1.0-plugins-bad")
            ] + Chain.afterH264,
            bindings: [
                // bit/s. The greatest rate stays unset: a live change beyond it would fail.
                Binding(
                    parameter: .bitrate, stage: Chain.encoderStage, property: "bitrate", numerator: 1000,
                    live: true
                ),
                // 0 means here, too, that none comes by itself.
                Binding(parameter: .keyframeInterval, stage: Chain.encoderStage, property: "gop-size"),
                Binding(
                    parameter: .rateControl, stage: Chain.encoderStage, property: "rate-control",
                    map: ["cbr": "bitrate", "vbr": "quality"]),
                Binding(
                    parameter: .speed, stage: Chain.encoderStage, property: "complexity",
                    map: [
                        "ultrafast": "low", "superfast": "low", "veryfast": "low", "fast": "medium",
                        "medium": "medium", "quality": "high",
                    ]),
                // A thread encodes a slice, and Chromium takes no more than four.
                Binding(
                    parameter: .threads, stage: Chain.encoderStage, property: "multi-thread", minimum: 1,
                    maximum: 4
                ),
            ]))
}
