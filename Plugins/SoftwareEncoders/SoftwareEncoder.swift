// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// All that is known of one encoder; the same on every machine.
struct SoftwareEncoder: Sendable {
    var description: EncoderDescription
    var limits: Limits
    var lacks: [Lack] = []
    var recipe: Recipe

    static let all: [SoftwareEncoder] = [
        .x264enc, .openh264enc, .vp8enc, .vp9enc, .svtav1enc, .av1enc, .x265enc,
    ]

    func offer(on device: Device) -> Offer {
        Offer(encoder: description.id, deviceID: device.id, limits: limits, lacks: lacks, recipe: recipe)
    }
}
