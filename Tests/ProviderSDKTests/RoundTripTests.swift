// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI
import Testing

import enum ProviderSDK.ProviderEntry

@testable import ProviderLoading

/// What a provider says in Swift goes through the C tables and comes out as the host's own values.
struct RoundTripTests {
    private func records() throws -> [ProbeRecord] {
        let table = try #require(ProviderEntry<SampleProvider>.table(for: SERVAL_ABI))
        var records: [ProbeRecord] = []
        ProviderProbe.run(table) { record in
            records.append(record)
            return true
        }
        return records
    }

    @Test func `all that a provider says arrives, in order`() throws {
        let device = Media.Device(
            id: "pci:0000:03:00.0", name: "Fast 9000", driver: "fast 1.0", node: "/dev/dri/renderD128")
        let offer = EncoderOffer(
            encoder: "fast-h264", deviceID: device.id,
            limits: EncoderLimits(
                minimumWidth: 16, minimumHeight: 32, maximumWidth: 4096, maximumHeight: 2304,
                rateControls: ["cbr", "vbr"], profiles: ["main"]),
            lacks: [.keyframeOnRequest, .realTime], recipe: recipe)
        #expect(
            try records() == [
                .provider(
                    Media.ProviderIdentity(
                        id: "com.example.fast", name: "Fast Encoders", vendor: "Example", version: "1.4.0",
                        license: "MIT")),
                .phase("init"), .phase("describe"),
                .encoder(
                    Media.EncoderDescription(
                        id: "fast-h264", label: "Fast (H.264)", codec: .h264, kind: .hardware,
                        element: "fastenc")),
                .encoder(
                    Media.EncoderDescription(
                        id: "fast-vp8", label: "Fast (VP8)", codec: .vp8, kind: .software, element: "fastvp8")
                ),
                .phase("probe"),
                .note(
                    ProbeNote(
                        severity: .warning, reason: Reason("old-driver", "driver 1 is old", hint: "install 2")
                    )),
                .device(device), .offer(offer),
                .note(
                    ProbeNote(
                        severity: .error, reason: Reason("no-vp8", "the device has no VP8"),
                        encoder: "fast-vp8",
                        deviceID: device.id)),
            ])
    }

    private var recipe: ElementRecipe {
        ElementRecipe(
            stages: [
                .init(
                    kind: .converter, factory: "videoconvert",
                    properties: [.init(name: "n-threads", value: "2")],
                    package: "base"),
                .init(kind: .caps, caps: "video/x-raw,format=NV12"),
                .init(
                    kind: .encoder, factory: "fastenc",
                    properties: [
                        .init(name: "tune", value: ""),
                        .init(name: "option-string", value: "a=1", isOptional: true),
                    ],
                    package: "fast", alternatives: ["fastenc1", "fastenc2"], deviceProperty: "device-path",
                    deviceValue: "/dev/dri/renderD128", since: "1.24", until: "1.28"),
                .init(kind: .parser, factory: "h264parse"),
            ],
            bindings: [
                .init(
                    parameter: "serval.bitrate", stage: 2, property: "bitrate", numerator: 1000, live: true),
                .init(
                    parameter: "serval.bitrate", factor: "serval.buffer", stage: 2, property: "option-string",
                    denominator: 1000, minimum: -1, maximum: 1 << 40, text: "vbv={}", joins: true),
                .init(
                    parameter: "serval.keyframe-interval", stage: 2, property: "gop",
                    map: [.init(from: "0", to: "-1"), .init(from: "", to: "auto")]),
                .init(parameter: "com.example.sharpness", stage: 3, property: "größe", isOptional: true),
            ])
    }

    @Test func `a host that wants no more stops the provider`() throws {
        let table = try #require(ProviderEntry<SampleProvider>.table(for: SERVAL_ABI))
        var records: [ProbeRecord] = []
        ProviderProbe.run(table) { record in
            records.append(record)
            if case .device = record { return false }
            return true
        }
        guard case .device = records.last else {
            Issue.record("something was emitted after the device: \(records)")
            return
        }
    }
}
