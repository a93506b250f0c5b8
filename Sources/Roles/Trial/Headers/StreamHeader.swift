// SPDX-License-Identifier: Apache-2.0
import Media

/// What a stream says of itself, in the bytes that decoders go by.
package struct StreamHeader: Sendable, Hashable {
    package var resolution: Resolution
    /// As caps spell it: `constrained-baseline`, `main`, `0`.
    package var profile: String

    /// Reads the header of a keyframe; nil when there is none in these bytes.
    ///
    /// - Parameter bytes: An access unit, H.264 and H.265 in the byte stream format, AV1 as a temporal unit.
    package static func read(_ bytes: [UInt8], codec: Codec) -> StreamHeader? {
        switch codec {
        case .h264: h264(bytes)
        case .h265: h265(bytes)
        case .vp8: vp8(bytes)
        case .vp9: vp9(bytes)
        case .av1: av1(bytes)
        }
    }

    /// Whether what decodes the profile `asked` decodes this too.
    func fits(profile asked: String) -> Bool {
        profile == asked || StreamHeader.contained[asked]?.contains(profile) == true
    }

    /// H.264's profiles with those that are a part of them (clause A.2).
    private static let contained: [String: Set<String>] = [
        "baseline": ["constrained-baseline"],
        "main": ["constrained-baseline"],
        "constrained-high": ["constrained-baseline", "main"],
        "high": ["constrained-baseline", "main", "constrained-high"],
    ]

    /// The profiles that browsers decode, where no other is asked for: 4:2:0, and 8 bits but for H.265's second.
    package static func usualProfiles(of codec: Codec) -> Set<String> {
        switch codec {
        case .h264: ["constrained-baseline", "baseline", "main", "constrained-high", "high"]
        case .h265, .av1: ["main"]
        case .vp8: ["0", "1", "2", "3"]
        case .vp9: ["0"]
        }
    }
}
