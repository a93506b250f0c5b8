// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// The bindings that the elements vp8enc and vp9enc share: both are libvpx.
enum VPXRate {
    static let bindings: [Binding] = [
        // bit/s. The property is not flagged for it, yet a change takes effect at once.
        Binding(
            parameter: .bitrate, stage: Chain.encoderStage, property: "target-bitrate", numerator: 1000,
            live: true),
        Binding(parameter: .buffer, stage: Chain.encoderStage, property: "buffer-size"),
        Binding(
            parameter: .buffer, stage: Chain.encoderStage, property: "buffer-initial-size", denominator: 2),
        Binding(
            parameter: .buffer, stage: Chain.encoderStage, property: "buffer-optimal-size", numerator: 2,
            denominator: 3),
        Binding(
            parameter: .keyframeInterval, stage: Chain.encoderStage, property: "keyframe-max-dist",
            map: ["0": Never.million]),
        Binding(
            parameter: .rateControl, stage: Chain.encoderStage, property: "end-usage",
            map: ["cbr": "cbr", "vbr": "vbr", "cq": "cq"]),
        Binding(parameter: .threads, stage: Chain.encoderStage, property: "threads", maximum: 64),
        // µs a frame; 1 is libvpx's word for real time.
        Binding(
            parameter: .speed, stage: Chain.encoderStage, property: "deadline",
            map: [
                "ultrafast": "1", "superfast": "1", "veryfast": "1", "fast": "1", "medium": "1",
                "quality": "33000",
            ]),
    ]
}
