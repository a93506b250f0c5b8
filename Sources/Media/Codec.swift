// SPDX-License-Identifier: Apache-2.0

/// A video codec, by the name that configuration, API and plans use.
public enum Codec: String, Codable, Sendable, Hashable, CaseIterable, CodingKeyRepresentable {
    case vp8, vp9, av1, h264, h265

    /// The encoding name of the codec's RTP payload format, as SDP spells it (RFC 7741, 9628, 6184, 7798).
    public var rtpEncodingName: String {
        self == .vp8 ? "VP8" : rawValue.uppercased()
    }
}
