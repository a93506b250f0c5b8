// SPDX-License-Identifier: Apache-2.0
import Media

extension StreamHeader {
    /// The frame tag and start of a VP8 keyframe (RFC 6386, section 9.1).
    static func vp8(_ bytes: [UInt8]) -> StreamHeader? {
        guard bytes.count >= 10, bytes[0] & 1 == 0, bytes[3...5] == [0x9d, 0x01, 0x2a] else { return nil }
        func side(_ index: Int) -> Int { Int(bytes[index]) | Int(bytes[index + 1] & 0x3f) << 8 }
        guard side(6) > 0, side(8) > 0 else { return nil }
        return StreamHeader(
            resolution: Resolution(width: side(6), height: side(8)), profile: "\(bytes[0] >> 1 & 7)")
    }

    /// The uncompressed header of a VP9 keyframe (VP9 bitstream specification, section 6.2).
    static func vp9(_ bytes: [UInt8]) -> StreamHeader? {
        var reader = BitReader(bytes.prefix(32))
        guard reader.bits(2) == 2 else { return nil }
        let profile = reader.bits(1) | reader.bits(1) << 1
        if profile == 3 { reader.skip(1) }
        let (showsExisting, isInterFrame) = (reader.flag(), reader.flag())
        reader.skip(2)
        guard !showsExisting, !isInterFrame, reader.bits(24) == 0x498342 else { return nil }
        if profile >= 2 { reader.skip(1) }
        let isOdd = profile % 2 == 1
        let isRGB = reader.bits(3) == 7
        reader.skip(isRGB ? (isOdd ? 1 : 0) : (isOdd ? 4 : 1))
        let (width, height) = (reader.bits(16) + 1, reader.bits(16) + 1)
        guard !reader.isExhausted else { return nil }
        return StreamHeader(resolution: Resolution(width: width, height: height), profile: "\(profile)")
    }
}
