// SPDX-License-Identifier: Apache-2.0
import CVA
import ProviderSDK

// Property names and units are from the elements' sources, 1.22 and later; not verified on hardware.
extension Recipe {
    /// How to encode with an element of the plugin `va`, from system memory.
    static func va(
        _ model: EncoderModel, on node: RenderNode, profile: EncoderModel.Profile,
        capability: DriverSurvey.Capability
    ) -> Recipe {
        let names = model.names(on: node)
        let encoder = Stage(
            kind: .encoder, factory: names[0], properties: vaProperties(model.codec),
            package: "gstreamer1.0-plugins-bad", alternatives: Array(names.dropFirst()),
            place: Stage.Place(property: "device-path", value: node.path), since: model.since)
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
            speed("target-usage"),
        ]
        return chain(
            model.codec, encoder, profile: profile, bindings: bindings + rateControl(capability.rateControls))
    }

    /// How to encode with an element of the old plugin `vaapi`, from system memory.
    static func oldVAAPI(
        _ model: EncoderModel, profile: EncoderModel.Profile, capability: DriverSurvey.Capability
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
            kind: .encoder, factory: model.id, properties: properties, package: "gstreamer1.0-vaapi",
            until: "1.28")
        var bindings = [
            Binding(parameter: .bitrate, stage: encoderIndex, property: "bitrate", live: true),
            // 0 would be the element's own choice; a day at 30 frames a second stands for "never".
            Binding(
                parameter: .keyframeInterval, stage: encoderIndex, property: "keyframe-period", minimum: 1,
                maximum: 2_592_000, map: ["0": "2592000"]),
            speed("quality-level"),
        ]
        if model.codec != "vp8" {
            bindings.append(
                Binding(parameter: .buffer, stage: encoderIndex, property: "cpb-length", maximum: 10_000))
        }
        return chain(
            model.codec, encoder, profile: profile, bindings: bindings + rateControl(capability.rateControls))
    }

    /// Both plugins count from 1, the best picture, to 7, and bring the number into the driver's own range.
    private static func speed(_ property: String) -> Binding {
        Binding(
            parameter: .speed, stage: encoderIndex, property: property,
            map: [
                "ultrafast": "7", "superfast": "7", "veryfast": "6", "fast": "5", "medium": "4", "quality": "2",
            ])
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
        // A picture that refers to later ones would be held back.
        case "vp9", "av1": [.init(name: "hierarchical-level", value: "1")]
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
