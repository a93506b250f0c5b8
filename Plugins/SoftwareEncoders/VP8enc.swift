// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

extension SoftwareEncoder {
    /// VP8 by libvpx: every browser decodes it.
    static let vp8enc = SoftwareEncoder(
        description: EncoderDescription(
            id: "vp8enc", label: "libvpx (VP8)", codec: "vp8", kind: .software, element: "vp8enc"),
        limits: Limits(
            minimumWidth: 1, minimumHeight: 1, maximumWidth: 16383, maximumHeight: 16383,
            rateControls: ["cbr", "vbr", "cq"]),
        recipe: Recipe(
            // VP8 knows no other colours than these, and carries no word of them.
            stages: Chain.before(colorimetry: "bt601") + [
                .encoder(
                    "vp8enc", ["lag-in-frames": "0", "undershoot": "95"], package: "gstreamer1.0-plugins-good"
                )
            ],
            bindings: VPXRate.bindings + [
                Binding(
                    parameter: .speed, stage: Chain.encoderStage, property: "cpu-used",
                    map: [
                        "ultrafast": "16", "superfast": "12", "veryfast": "8", "fast": "4", "medium": "4",
                        "quality": "4",
                    ])
            ]))
}
