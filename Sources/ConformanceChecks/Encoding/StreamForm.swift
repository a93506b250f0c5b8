// SPDX-License-Identifier: Apache-2.0
import Media
import Roles

/// The form that packet.h gives to each codec's packets.
enum StreamForm {
    /// What is wrong with a packet's form; nil when nothing is.
    ///
    /// - Parameter isNative: as a session hands it over; what an element gives may have delimiters.
    static func fault(of bytes: [UInt8], _ codec: Codec, isNative: Bool) -> String? {
        switch codec {
        case .h264, .h265:
            let isAnnexB = bytes.starts(with: [0, 0, 1]) || bytes.starts(with: [0, 0, 0, 1])
            return isAnnexB ? nil : "a packet does not begin with a start code; packet.h asks for Annex B"
        case .av1:
            guard let first = bytes.first else { return nil }
            if first & 0x80 != 0 { return "a packet does not begin with the header of an OBU" }
            if first >> 3 & 0xf == 2, isNative {
                return "a packet begins with a temporal delimiter, which packet.h leaves out"
            }
            return first & 2 == 0 ? "an OBU has no size; packet.h asks for the low-overhead format" : nil
        case .vp8: return bytes.starts(with: Array("DKIF".utf8)) ? "a packet is in an IVF container" : nil
        case .vp9:
            if bytes.starts(with: Array("DKIF".utf8)) { return "a packet is in an IVF container" }
            return bytes.first.map { $0 >> 6 } == 2 ? nil : "a packet does not begin with the header of a VP9 frame"
        }
    }

    /// Whether a decoder can start at this packet, by its bytes; nil where they do not tell.
    static func isKeyframe(_ bytes: [UInt8], _ codec: Codec) -> Bool? {
        switch codec {
        case .h264:
            let kinds = NALUnits.first(64, of: bytes).compactMap(\.first).map { $0 & 0x1f }
            return kinds.contains(5) ? true : kinds.contains(1) ? recoveryPoint(kinds) : nil
        case .h265:
            let kinds = NALUnits.first(64, of: bytes).compactMap(\.first).map { $0 >> 1 & 0x3f }
            return kinds.contains { (16...21).contains($0) } ? true : kinds.contains { $0 < 10 } ? false : nil
        case .vp8: return bytes.first.map { $0 & 1 == 0 }
        case .vp9: return vp9(bytes)
        // A sequence header may come without a keyframe, so that only its absence tells.
        case .av1: return StreamHeader.read(bytes, codec: .av1) == nil ? false : nil
        }
    }

    /// A picture that is no IDR may still be a place to start: then the bytes do not tell.
    private static func recoveryPoint(_ kinds: [UInt8]) -> Bool? {
        kinds.contains(7) || kinds.contains(6) ? nil : false
    }

    private static func vp9(_ bytes: [UInt8]) -> Bool? {
        var reader = BitReader(bytes.prefix(2))
        guard reader.bits(2) == 2 else { return nil }
        let profile = reader.bits(1) | reader.bits(1) << 1
        if profile == 3 { reader.skip(1) }
        return reader.flag() ? nil : !reader.flag()
    }
}
