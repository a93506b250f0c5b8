// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

extension SoftwareEncoder {
    /// AV1 by SVT-AV1, in GStreamer since 1.24; from the element's source, 1.24 to 1.28, and not run here.
    ///
    /// With a bitrate it takes keyframe requests from nobody, and reads the bitrate once.
    static let svtav1enc = SoftwareEncoder(
        description: EncoderDescription(
            id: "svtav1enc", label: "SVT-AV1 (AV1)", codec: "av1", kind: .software, element: "svtav1enc"),
        limits: Limits(
            minimumWidth: 64, minimumHeight: 64, maximumWidth: 16384, maximumHeight: 8704,
            rateControls: ["cbr"], profiles: ["main"]),
        lacks: [.keyframeOnRequest, .liveBitrate],
        recipe: Recipe(
            stages: Chain.before(colorimetry: "bt709") + [
                .encoder(
                    "svtav1enc",
                    [
                        // Low delay: no picture refers to a later one, none is held back.
                        "parameters-string": "pred-struct=1:lookahead=0:scd=0"
                    ], package: "gstreamer1.0-plugins-bad", since: "1.24"),
                .parser("av1parse", package: "gstreamer1.0-plugins-bad"),
                .caps("video/x-av1,stream-format=obu-stream,alignment=tu"),
            ],
            bindings: rate + [
                Binding(
                    parameter: .threads, stage: Chain.encoderStage, property: "logical-processors",
                    maximum: 64, isOptional: true),
                // The newer word for it counts in levels, of which each has more threads than the one before.
                Binding(
                    parameter: .threads, stage: Chain.encoderStage, property: "level-of-parallelism",
                    minimum: 1, maximum: 6, isOptional: true),
                Binding(
                    parameter: .speed, stage: Chain.encoderStage, property: "preset",
                    map: [
                        "ultrafast": "13", "superfast": "12", "veryfast": "11", "fast": "10", "medium": "9",
                        "quality": "8",
                    ]),
            ]))

    private static let rate: [Binding] = [
        Binding(parameter: .bitrate, stage: Chain.encoderStage, property: "target-bitrate", maximum: 100_000),
        // Equal to the target is the element's word for a constant rate.
        Binding(parameter: .bitrate, stage: Chain.encoderStage, property: "max-bitrate", maximum: 100_000),
        Binding(
            parameter: .buffer, stage: Chain.encoderStage, property: "maximum-buffer-size", minimum: 20,
            maximum: 10_000),
        // It answers no request for a keyframe, so "on request only" becomes one every 60 frames.
        Binding(
            parameter: .keyframeInterval, stage: Chain.encoderStage, property: "intra-period-length",
            maximum: Int64(Int32.max), map: ["0": "60"]),
    ]
}
