// SPDX-License-Identifier: Apache-2.0
import Media

/// A neutral parameter's value, by its id in the ABI (`serval/params.h`).
enum NeutralValue: Sendable, Hashable {
    case integer(Int64)
    case text(String)

    /// The form in which a recipe's map spells it.
    var mapKey: String {
        switch self {
        case .integer(let value): String(value)
        case .text(let value): value
        }
    }
}

extension EncoderParameters {
    /// The value of a neutral parameter; nil for an id that is unknown or has nothing to say here.
    func value(of id: String) -> NeutralValue? {
        switch id {
        case "serval.bitrate": .integer(Int64(bitrateKbps))
        case "serval.max-bitrate": .integer(Int64(maxBitrateKbps))
        case "serval.buffer": .integer(Int64(bufferMilliseconds))
        case "serval.keyframe-interval": .integer(Int64(keyframeIntervalFrames))
        case "serval.rate-control": .text(rateControl.rawValue)
        case "serval.speed": .text(speed.rawValue)
        case "serval.threads": .integer(Int64(threads))
        case "serval.profile": profile.isEmpty ? nil : .text(profile)
        default: nil
        }
    }
}
