// SPDX-License-Identifier: Apache-2.0
import Media

extension StreamHeader {
    /// The sequence header of a temporal unit (AV1 bitstream specification, sections 5.3 and 5.5).
    static func av1(_ bytes: [UInt8]) -> StreamHeader? {
        var rest = bytes[...]
        while let first = rest.first {
            let hasExtension = first & 4 != 0
            guard first & 0x80 == 0, first & 2 != 0 else { return nil }
            let header = rest.dropFirst(hasExtension ? 2 : 1)
            var reader = BitReader(header.prefix(8))
            let size = reader.leb128()
            let sizeLength = header.prefix(8).prefix { $0 & 0x80 != 0 }.count + 1
            let payload = header.dropFirst(sizeLength)
            guard size <= payload.count else { return nil }
            if first >> 3 & 0xf == 1 { return sequenceHeader(payload.prefix(size)) }
            rest = payload.dropFirst(size)
        }
        return nil
    }

    private static func sequenceHeader(_ payload: ArraySlice<UInt8>) -> StreamHeader? {
        var reader = BitReader(payload)
        let profile = reader.bits(3)
        reader.skip(1)
        if reader.flag() {
            reader.skip(5)
        } else {
            skipOperatingPoints(&reader)
        }
        let (widthBits, heightBits) = (reader.bits(4) + 1, reader.bits(4) + 1)
        let (width, height) = (reader.bits(widthBits) + 1, reader.bits(heightBits) + 1)
        guard !reader.isExhausted else { return nil }
        let names = [0: "main", 1: "high", 2: "professional"]
        return StreamHeader(
            resolution: Resolution(width: width, height: height), profile: names[profile] ?? "\(profile)")
    }

    private static func skipOperatingPoints(_ reader: inout BitReader) {
        var delayBits: Int?
        if reader.flag() {
            reader.skip(64)
            if reader.flag() { _ = reader.exponentialGolomb() }
            if reader.flag() {
                delayBits = reader.bits(5) + 1
                reader.skip(32 + 5 + 5)
            }
        }
        let hasDisplayDelay = reader.flag()
        for _ in 0...reader.bits(5) {
            reader.skip(12)
            if reader.bits(5) > 7 { reader.skip(1) }
            if let delayBits, reader.flag() { reader.skip(2 * delayBits + 1) }
            if hasDisplayDelay, reader.flag() { reader.skip(4) }
        }
    }
}
