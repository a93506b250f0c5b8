// SPDX-License-Identifier: Apache-2.0
import PluginABI
import ProviderSDK

/// A provider that uses all that can be said.
struct SampleProvider: Provider {
    static let recipe = Recipe(
        stages: [
            .converter("videoconvert", ["n-threads": "2"], package: "base"),
            .caps("video/x-raw,format=NV12"),
            Stage(
                kind: .encoder, factory: "fastenc",
                properties: [
                    .init(name: "tune", value: ""), .init(name: "option-string", value: "a=1", isOptional: true),
                ], package: "fast", alternatives: ["fastenc1", "fastenc2"],
                place: Stage.Place(property: "device-path", value: "/dev/dri/renderD128"), since: "1.24",
                until: "1.28"),
            .parser("h264parse"),
        ],
        bindings: [
            Binding(parameter: .bitrate, stage: 2, property: "bitrate", numerator: 1000, live: true),
            Binding(
                parameter: .bitrate, factor: .buffer, stage: 2, property: "option-string", denominator: 1000,
                minimum: -1, maximum: 1 << 40, text: "vbv={}", joins: true),
            Binding(
                parameter: .keyframeInterval, stage: 2, property: "gop", map: ["0": "-1", "": "auto"]),
            Binding(parameter: "com.example.sharpness", stage: 3, property: "größe", isOptional: true),
        ])

    static let offer = Offer(
        encoder: "fast-h264", deviceID: "pci:0000:03:00.0",
        limits: Limits(
            minimumWidth: 16, minimumHeight: 32, maximumWidth: 4096, maximumHeight: 2304,
            rateControls: ["cbr", "vbr"], profiles: ["main"]),
        lacks: [.keyframeOnRequest, .realTime], recipe: recipe)

    let identity = ProviderIdentity(
        id: "com.example.fast", name: "Fast Encoders", vendor: "Example", version: "1.4.0", license: "MIT",
        url: "https://example.com")

    let encoders = [
        EncoderDescription(
            id: "fast-h264", label: "Fast (H.264)", codec: "h264", kind: .hardware, element: "fastenc"),
        EncoderDescription(
            id: "fast-vp8", label: "Fast (VP8)", codec: "vp8", kind: .software, element: "fastvp8"),
    ]

    func probe(_ report: ProbeReport) {
        report.note(Note(severity: .warning, code: "old-driver", text: "driver 1 is old", hint: "install 2"))
        guard report.wants(device: "pci:0000:03:00.0") else { return }
        report.device(
            Device(id: "pci:0000:03:00.0", name: "Fast 9000", driver: "fast 1.0", node: "/dev/dri/renderD128")
        )
        report.offer(SampleProvider.offer)
        report.note(
            Note(
                severity: .error, code: "no-vp8", text: "the device has no VP8", encoder: "fast-vp8",
                device: "pci:0000:03:00.0"))
    }
}
