// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

extension SoftwareEncoder {
    /// The usual choice for H.264.
    static let x264enc = SoftwareEncoder(
        description: EncoderDescription(
            id: "x264enc", label: "x264 (H.264)", codec: "h264", kind: .software, element: "x264enc"),
        limits: Limits(
            minimumWidth: 2, minimumHeight: 2, maximumWidth: 16384, maximumHeight: 16384,
            rateControls: ["cbr", "vbr", "cq"], profiles: ["constrained-baseline"]),
        recipe: Recipe(
            stages: Chain.before(colorimetry: "bt709") + [
                .encoder(
                    "x264enc",
                    [
                        "tune": "zerolatency", "bframes": "0", "rc-lookahead": "0", "sliced-threads": "true",
                        // A keyframe at every cut of the scene would cost a burst that nobody asked for.
                        "option-string": "scenecut=0",
                    ], package: "gstreamer1.0-plugins-ugly")
            ] + Chain.afterH264,
            bindings: [
                Binding(parameter: .bitrate, stage: Chain.encoderStage, property: "bitrate", live: true),
                Binding(
                    parameter: .buffer, stage: Chain.encoderStage, property: "vbv-buf-capacity",
                    maximum: 10000,
                    live: true),
                Binding(
                    parameter: .keyframeInterval, stage: Chain.encoderStage, property: "key-int-max",
                    map: ["0": Never.largestInt32]),
                Binding(
                    parameter: .rateControl, stage: Chain.encoderStage, property: "pass",
                    map: ["cbr": "cbr", "vbr": "qual", "cq": "quant"]),
                Binding(
                    parameter: .speed, stage: Chain.encoderStage, property: "speed-preset",
                    map: [
                        "ultrafast": "ultrafast", "superfast": "superfast", "veryfast": "veryfast",
                        "fast": "fast",
                        "medium": "medium", "quality": "slow",
                    ]),
                Binding(parameter: .threads, stage: Chain.encoderStage, property: "threads"),
                // Chromium takes no more than four slices.
                Binding(
                    parameter: .threads, stage: Chain.encoderStage, property: "option-string", minimum: 1,
                    maximum: 4, text: "slices={}", joins: true),
            ]))
}
