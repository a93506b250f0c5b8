// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

extension SoftwareEncoder {
    /// H.265 by x265; a change of the bitrate reopens it, with a pause.
    static let x265enc = SoftwareEncoder(
        description: EncoderDescription(
            id: "x265enc", label: "x265 (H.265)", codec: "h265", kind: .software, element: "x265enc"),
        limits: Limits(
            minimumWidth: 16, minimumHeight: 16, maximumWidth: 8192, maximumHeight: 4320,
            rateControls: ["cbr"],
            profiles: ["main"]),
        lacks: [.liveBitrate, .realTime],
        recipe: Recipe(
            stages: Chain.before(colorimetry: "bt709") + [
                .encoder(
                    "x265enc",
                    [
                        "tune": "zerolatency", "option-string": "bframes=0:repeat-headers=1:frame-threads=1",
                    ], package: "gstreamer1.0-plugins-bad"),
                .parser("h265parse", ["config-interval": "-1"], package: "gstreamer1.0-plugins-bad"),
                .caps("video/x-h265,stream-format=byte-stream,alignment=au"),
            ],
            bindings: [
                Binding(parameter: .bitrate, stage: Chain.encoderStage, property: "bitrate"),
                Binding(
                    parameter: .bitrate, stage: Chain.encoderStage, property: "option-string",
                    text: "vbv-maxrate={}", joins: true),
                // kbit
                Binding(
                    parameter: .bitrate, factor: .buffer, stage: Chain.encoderStage,
                    property: "option-string",
                    denominator: 1000, minimum: 1, text: "vbv-bufsize={}", joins: true),
                Binding(
                    parameter: .threads, stage: Chain.encoderStage, property: "option-string",
                    text: "pools={}",
                    joins: true),
                Binding(
                    parameter: .keyframeInterval, stage: Chain.encoderStage, property: "key-int-max",
                    map: ["0": Never.largestInt32]),
                Binding(
                    parameter: .speed, stage: Chain.encoderStage, property: "speed-preset",
                    map: [
                        "ultrafast": "ultrafast", "superfast": "superfast", "veryfast": "veryfast",
                        "fast": "fast",
                        "medium": "medium", "quality": "slow",
                    ]),
            ]))
}
