// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

extension SoftwareEncoder {
    /// AV1 by libaom; what it lacks is measured with GStreamer 1.22. Since 1.26 it answers requests for keyframes.
    static let av1enc = SoftwareEncoder(
        description: EncoderDescription(
            id: "av1enc", label: "libaom (AV1)", codec: "av1", kind: .software, element: "av1enc"),
        limits: Limits(
            minimumWidth: 4, minimumHeight: 4, maximumWidth: 65535, maximumHeight: 65535,
            rateControls: ["cbr", "vbr", "cq"], profiles: ["main"]),
        lacks: [.keyframeOnRequest, .liveBitrate, .realTime],
        recipe: Recipe(
            stages: Chain.before(colorimetry: "bt709") + [
                .encoder(
                    "av1enc",
                    [
                        "usage-profile": "realtime", "lag-in-frames": "0", "row-mt": "true",
                        // The element's own range reaches down to lossless, where libaom's rate control
                        // aborts.
                        "min-quantizer": "10", "max-quantizer": "56",
                    ], package: "gstreamer1.0-plugins-bad"),
                .parser("av1parse", package: "gstreamer1.0-plugins-bad"),
                .caps("video/x-av1,stream-format=obu-stream,alignment=tu"),
            ],
            bindings: rate + [
                Binding(parameter: .threads, stage: Chain.encoderStage, property: "threads", maximum: 64),
                Tiles.columns,
                Binding(
                    parameter: .speed, stage: Chain.encoderStage, property: "cpu-used",
                    map: [
                        "ultrafast": "10", "superfast": "10", "veryfast": "9", "fast": "8", "medium": "7",
                        "quality": "6",
                    ]),
            ]))

    private static let rate: [Binding] = [
        Binding(parameter: .bitrate, stage: Chain.encoderStage, property: "target-bitrate"),
        Binding(parameter: .buffer, stage: Chain.encoderStage, property: "buf-sz"),
        Binding(parameter: .buffer, stage: Chain.encoderStage, property: "buf-initial-sz", denominator: 2),
        Binding(
            parameter: .buffer, stage: Chain.encoderStage, property: "buf-optimal-sz", numerator: 2,
            denominator: 3),
        // It answers no request for a keyframe, so "on request only" becomes one every 60 frames.
        Binding(
            parameter: .keyframeInterval, stage: Chain.encoderStage, property: "keyframe-max-dist",
            map: ["0": "60"]),
        Binding(
            parameter: .rateControl, stage: Chain.encoderStage, property: "end-usage",
            map: ["cbr": "cbr", "vbr": "vbr", "cq": "q"]),
    ]
}
