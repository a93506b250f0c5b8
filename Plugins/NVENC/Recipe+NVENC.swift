// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

// Property names, values and units are from the elements' sources, 1.22 to 1.28; not verified on hardware.
extension Recipe {
    /// How to encode with an NVENC element, from system memory, which every version takes.
    static func nvenc(_ model: EncoderModel, on gpu: GPUSurvey, _ survey: CodecSurvey) -> Recipe {
        let package = "gstreamer1.0-plugins-bad"
        let before: [Stage] = [
            .converter("videoconvert", package: "gstreamer1.0-plugins-base"),
            .caps("video/x-raw,format=NV12,colorimetry=bt709"),
        ]
        // The old implementation sends parameter sets once: viewers that join later need the parser's
        // repetition.
        let after: [Stage] =
            switch model.codec {
            case "h264":
                [
                    .parser("h264parse", ["config-interval": "-1"], package: package),
                    .caps("video/x-h264,stream-format=byte-stream,alignment=au,profile=constrained-baseline"),
                ]
            case "h265":
                [
                    .parser("h265parse", ["config-interval": "-1"], package: package),
                    .caps("video/x-h265,stream-format=byte-stream,alignment=au"),
                ]
            default:
                [
                    .parser("av1parse", package: package),
                    .caps("video/x-av1,stream-format=obu-stream,alignment=tu"),
                ]
            }
        return Recipe(
            stages: before + [encoder(model, on: gpu, survey, package: package)] + after,
            bindings: bindings(model, survey, stage: before.count))
    }

    private static func encoder(
        _ model: EncoderModel, on gpu: GPUSurvey, _ survey: CodecSurvey, package: String
    ) -> Stage {
        let names = model.names(of: gpu.index, among: gpu.count)
        return Stage(
            kind: .encoder, factory: names[0], properties: properties(model, survey), package: package,
            alternatives: Array(names.dropFirst()),
            place: Stage.Place(property: "cuda-device-id", value: String(gpu.index)),
            since: model.generation == .modern ? "1.26" : model.generation == .cuda ? "1.22" : "",
            until: model.generation == .cuda ? "1.26" : "")
    }

    /// The elements have a property only where the GPU has the capability behind it.
    private static func properties(_ model: EncoderModel, _ survey: CodecSurvey) -> [Stage.Property] {
        var properties = [
            Stage.Property(
                name: model.generation == .cuda ? "zero-reorder-delay" : "zerolatency", value: "true")
        ]
        if survey.maximumBFrames > 0 {
            properties.append(.init(name: model.generation == .cuda ? "b-frames" : "bframes", value: "0"))
        }
        if survey.lookahead > 0 { properties.append(.init(name: "rc-lookahead", value: "0")) }
        // The new implementation since 1.24.
        properties.append(.init(name: "tune", value: "ultra-low-latency", isOptional: true))
        if model.codec == "h264" {
            // The new implementation: CABAC makes the stream more than baseline.
            properties.append(.init(name: "cabac", value: "false", isOptional: true))
        }
        // Elements that know only the presets that this driver has dropped must not be offered.
        if model.generation != .modern, survey.lacksOldPresets {
            properties.append(.init(name: "preset", value: "p4"))
        }
        return properties
    }

    private static func bindings(_ model: EncoderModel, _ survey: CodecSurvey, stage: Int) -> [Binding] {
        var bindings = [
            Binding(parameter: .bitrate, stage: stage, property: "bitrate", live: true),
            Binding(parameter: .maxBitrate, stage: stage, property: "max-bitrate", live: true),
            Binding(
                parameter: .keyframeInterval, stage: stage, property: "gop-size", maximum: Int64(Int32.max),
                map: ["0": "-1"]),
            model.generation == .cuda
                ? Binding(
                    parameter: .rateControl, stage: stage, property: "rate-control",
                    map: ["cbr": "cbr", "vbr": "vbr", "cq": "cqp"])
                : Binding(
                    parameter: .rateControl, stage: stage, property: "rc-mode",
                    map: ["cbr": "cbr", "vbr": "vbr", "cq": "constqp"]),
        ]
        bindings += speeds(model, survey, stage: stage)
        if survey.customBuffer > 0 {
            // kbit, from kbit/s and milliseconds.
            bindings.append(
                Binding(
                    parameter: .bitrate, factor: .buffer, stage: stage, property: "vbv-buffer-size",
                    denominator: 1000, minimum: 1, maximum: Int64(UInt32.max), live: true))
        }
        return bindings
    }

    /// The old names first: where the element knows the new ones as well, those win.
    private static func speeds(_ model: EncoderModel, _ survey: CodecSurvey, stage: Int) -> [Binding] {
        let old = Binding(
            parameter: .speed, stage: stage, property: "preset",
            map: [
                "ultrafast": "low-latency-hp", "superfast": "low-latency-hp", "veryfast": "low-latency",
                "fast": "low-latency-hq", "medium": "low-latency-hq", "quality": "hq",
            ], isOptional: true)
        let new = Binding(
            parameter: .speed, stage: stage, property: "preset",
            map: [
                "ultrafast": "p1", "superfast": "p2", "veryfast": "p3", "fast": "p4", "medium": "p5",
                "quality": "p6",
            ], isOptional: true)
        return model.generation == .modern || survey.lacksOldPresets ? [new] : [old, new]
    }
}
