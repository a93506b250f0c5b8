// SPDX-License-Identifier: Apache-2.0
import CVA
import ProviderSDK

// Property names and units are from the elements' sources, 1.22 and later; not verified on hardware.
extension Recipe {
    /// How to encode with an element of the plugin `va`, from system memory.
    static func va(
        _ model: EncoderModel, factory: String, profile: EncoderModel.Profile, rateControls: UInt32?
    ) -> Recipe {
        let encoder = Stage(
            kind: .encoder, factory: factory, properties: vaProperties(model.codec),
            package: "gstreamer1.0-plugins-bad")
        let bindings = [
            Binding(parameter: .bitrate, stage: encoderIndex, property: "bitrate", live: true),
            // kbit. The element replaces less than half a second of the greatest rate by two seconds, so half
            // a second of the target is the shortest buffer that holds under CBR; under VBR it falls to the
            // two.
            Binding(
                parameter: .bitrate, stage: encoderIndex, property: "cpb-size", denominator: 2, live: true),
            // 0 would be the element's own choice; 1024 is its longest.
            Binding(
                parameter: .keyframeInterval, stage: encoderIndex, property: "key-int-max", minimum: 1,
                maximum: 1024, map: ["0": "1024"]),
            Binding(
                parameter: .speed, stage: encoderIndex, property: "target-usage",
                map: [
                    "ultrafast": "7", "superfast": "7", "veryfast": "6", "fast": "5", "medium": "4",
                    "quality": "2",
                ]),
        ]
        return chain(
            model.codec, encoder, profile: profile, bindings: bindings + rateControl(rateControls))
    }

    /// How to encode with an element of the old plugin `vaapi`, from system memory.
    static func oldVAAPI(
        _ model: EncoderModel, factory: String, profile: EncoderModel.Profile,
        capability: DriverSurvey.Capability
    ) -> Recipe {
        var properties: [Stage.Property] = []
        if model.codec == "h264" || model.codec == "h265" {
            properties.append(.init(name: "max-bframes", value: "0"))
            properties.append(.init(name: "refs", value: "1"))
        }
        if capability.entrypoint == VAEntrypointEncSliceLP {
            properties.append(.init(name: "tune", value: "low-power"))
        }
        let encoder = Stage(
            kind: .encoder, factory: factory, properties: properties, package: "gstreamer1.0-vaapi")
        var bindings = [
            Binding(parameter: .bitrate, stage: encoderIndex, property: "bitrate", live: true),
            // 0 would be the element's own choice; a day at 30 frames a second stands for "never".
            Binding(
                parameter: .keyframeInterval, stage: encoderIndex, property: "keyframe-period", minimum: 1,
                maximum: 2_592_000, map: ["0": "2592000"]),
            Binding(
                parameter: .speed, stage: encoderIndex, property: "quality-level",
                map: [
                    "ultrafast": "7", "superfast": "7", "veryfast": "6", "fast": "5", "medium": "4",
                    "quality": "2",
                ]),
        ]
        if model.codec == "h264" || model.codec == "h265" {
            bindings.append(
                Binding(parameter: .buffer, stage: encoderIndex, property: "cpb-length", maximum: 10_000))
        }
        return chain(
            model.codec, encoder, profile: profile, bindings: bindings + rateControl(capability.rateControls))
    }

    private static let encoderIndex = 2

    private static func chain(
        _ codec: String, _ encoder: Stage, profile: EncoderModel.Profile, bindings: [Binding]
    ) -> Recipe {
        // VP8 carries no colour description, and decoders take it for BT.601.
        let colorimetry = codec == "vp8" ? "bt601" : "bt709"
        let before: [Stage] = [
            .converter("videoconvert", package: "gstreamer1.0-plugins-base"),
            .caps("video/x-raw,format=NV12,colorimetry=\(colorimetry)"),
        ]
        return Recipe(stages: before + [encoder] + after(codec, profile), bindings: bindings)
    }

    private static func vaProperties(_ codec: String) -> [Stage.Property] {
        let unordered = [Stage.Property(name: "b-frames", value: "0"), .init(name: "ref-frames", value: "1")]
        return switch codec {
        // Each of these two tools makes the stream more than baseline, whatever the caps ask for.
        case "h264":
            unordered + [.init(name: "dct8x8", value: "false"), .init(name: "cabac", value: "false")]
        case "h265": unordered
        default: []
        }
    }

    private static func after(_ codec: String, _ profile: EncoderModel.Profile) -> [Stage] {
        let package = "gstreamer1.0-plugins-bad"
        return switch codec {
        case "h264":
            [
                .parser("h264parse", ["config-interval": "-1"], package: package),
                .caps("video/x-h264,stream-format=byte-stream,alignment=au,profile=\(profile.caps)"),
            ]
        case "h265":
            [
                .parser("h265parse", ["config-interval": "-1"], package: package),
                .caps("video/x-h265,stream-format=byte-stream,alignment=au"),
            ]
        case "av1":
            [
                .parser("av1parse", package: package),
                .caps("video/x-av1,stream-format=obu-stream,alignment=tu"),
            ]
        case "vp9": [.parser("vp9parse", package: package)]
        default: []
        }
    }

    /// The elements build their enumeration from what the driver has, so that setting another value fails: a
    /// control that it lacks falls to the next one that it has. Without any, the property does not exist.
    private static func rateControl(_ bits: UInt32?) -> [Binding] {
        let names = RateControl.elementNames(bits)
        guard let last = names.last else { return [] }
        func nearest(_ wanted: String) -> String { names.contains(wanted) ? wanted : last }
        let constantRate = names.contains("cbr") ? "cbr" : nearest("vbr")
        return [
            Binding(
                parameter: .rateControl, stage: encoderIndex, property: "rate-control",
                map: ["cbr": constantRate, "vbr": nearest("vbr"), "cq": nearest("cqp")])
        ]
    }
}
