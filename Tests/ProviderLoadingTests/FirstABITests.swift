// SPDX-License-Identifier: Apache-2.0
import Media
import ProviderLoading
import TestFixtures
import Testing

/// A provider that was built with the headers of ABI 1.0 is read as it was then. This test never changes.
struct FirstABITests {
    @Test func `a provider of ABI 1.0 says what it always said`() throws {
        let library = try CompiledLibrary(
            "Tests/Fixtures/abi-1.0/provider.c", include: "Tests/Fixtures/abi-1.0/include")
        var records: [ProbeRecord] = []
        ProviderProbe(library: library.path).run { record in
            if case .phase = record { return true }
            records.append(record)
            return true
        }
        #expect(records == expected)
    }

    private var expected: [ProbeRecord] {
        let device = Device(
            id: "pci:0000:01:00.0", name: "Old device", driver: "old 1.0", node: "/dev/old0")
        return [
            .provider(
                ProviderIdentity(
                    id: "com.example.old", name: "Old", vendor: "Example", version: "1.0", license: "MIT")),
            .sources(["/dev/old*", "library:libold.so.1"]),
            .encoder(
                EncoderDescription(
                    id: "old-element", label: "Old element", codec: .h264, kind: .hardware, element: "oldenc")),
            .encoder(
                EncoderDescription(
                    id: "old-native", label: "Old native", codec: .vp8, kind: .software,
                    element: "serval-native-old-native", parameters: parameters)),
            .device(device),
            .offer(
                EncoderOffer(
                    encoder: "old-element", deviceID: device.id,
                    limits: EncoderLimits(
                        minimumWidth: 16, minimumHeight: 17, maximumWidth: 4096, maximumHeight: 2160,
                        rateControls: ["cbr"], profiles: ["main", "high"]), lacks: [.liveBitrate], recipe: recipe)),
            .offer(
                EncoderOffer(
                    encoder: "old-native", deviceID: device.id, limits: EncoderLimits(),
                    encoding: .native(NativeEncoding(formats: [.nv12, .i420], heldFrames: 1)))),
            .note(
                ProbeNote(
                    severity: .info, reason: Reason("old", "it is old", hint: "keep it"), encoder: "old-native",
                    deviceID: device.id)),
        ]
    }

    private var parameters: [ParameterDescription] {
        [
            .init(
                id: "serval.bitrate", kind: .integer, label: "Bitrate", help: "The rate to aim at", unit: "kbit/s",
                isLive: true, minimum: 1, maximum: 9000, defaultInteger: 1000),
            .init(
                id: "serval.speed", kind: .choice, label: "Speed",
                choices: [.init(value: "fast", label: "Fast"), .init(value: "medium", label: "Not so fast")],
                defaultText: "medium"),
            .init(
                id: "com.example.loud", kind: .toggle, isAdvanced: true, minimum: 0, maximum: 1, defaultInteger: 1),
            .init(id: "com.example.motto", kind: .text, defaultText: "onwards"),
        ]
    }

    private var recipe: ElementRecipe {
        ElementRecipe(
            stages: [
                .init(kind: .converter, factory: "videoconvert", package: "base"),
                .init(kind: .caps, caps: "video/x-raw,format=I420"),
                .init(
                    kind: .encoder, factory: "oldenc",
                    properties: [
                        .init(name: "tune", value: "fast"), .init(name: "newer", value: "1", isOptional: true),
                    ], alternatives: ["olderenc", "oldestenc"], deviceProperty: "device-path",
                    deviceValue: "/dev/old0", since: "1.20", until: "1.28"),
                .init(kind: .parser, factory: "h264parse"),
            ],
            bindings: [
                .init(
                    parameter: "serval.bitrate", stage: 2, property: "bitrate", numerator: 1000, minimum: 1,
                    maximum: .max, live: true),
                .init(
                    parameter: "serval.keyframe-interval", stage: 2, property: "gop",
                    map: [.init(from: "0", to: "-1")], isOptional: true),
                .init(
                    parameter: "serval.bitrate", factor: "serval.buffer", stage: 2, property: "options",
                    denominator: 1000, text: "vbv={}", joins: true),
            ])
    }
}
