// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

extension SoftwareEncoder {
    /// VP9 by libvpx.
    static let vp9enc = SoftwareEncoder(
        description: EncoderDescription(
            id: "vp9enc", label: "libvpx (VP9)", codec: "vp9", kind: .software, element: "vp9enc"),
        limits: Limits(
            minimumWidth: 1, minimumHeight: 1, maximumWidth: 65535, maximumHeight: 65535,
            rateControls: ["cbr", "vbr", "cq"], profiles: ["0"]),
        recipe: Recipe(
            stages: Chain.before(colorimetry: "bt709") + [
                .encoder(
                    "vp9enc",
                    [
                        "lag-in-frames": "0", "row-mt": "true", "aq-mode": "cyclic-refresh",
                    ], package: "gstreamer1.0-plugins-good"),
                .parser("vp9parse", package: "gstreamer1.0-plugins-bad"),
            ],
            bindings: VPXRate.bindings + [
                Tiles.columns,
                Binding(
                    parameter: .speed, stage: Chain.encoderStage, property: "cpu-used",
                    map: [
                        "ultrafast": "9", "superfast": "8", "veryfast": "7", "fast": "5", "medium": "5",
                        "quality": "4",
                    ]),
            ]))
}
