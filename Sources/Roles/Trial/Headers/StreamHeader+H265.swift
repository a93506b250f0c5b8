// SPDX-License-Identifier: Apache-2.0
import Media

extension StreamHeader {
    /// The sequence parameter set of an access unit (H.265, clause 7.3.2.2.1).
    static func h265(_ bytes: [UInt8]) -> StreamHeader? {
        NALUnits.first(16, of: bytes).lazy.filter { ($0.first ?? 0) >> 1 & 0x3f == 33 }.compactMap(sequence).first
    }

    private static func sequence(_ unit: [UInt8]) -> StreamHeader? {
        var reader = BitReader(unit.dropFirst(2))
        reader.skip(4)
        let furtherLayers = reader.bits(3)
        reader.skip(1)
        reader.skip(3)
        let profile = reader.bits(5)
        // Compatibility and constraint flags, the level.
        reader.skip(32 + 48 + 8)
        skipLayers(furtherLayers, &reader)
        _ = reader.exponentialGolomb()
        let chroma = reader.exponentialGolomb()
        if chroma == 3 { reader.skip(1) }
        var width = reader.exponentialGolomb()
        var height = reader.exponentialGolomb()
        if reader.flag() {
            let window = (0..<4).map { _ in reader.exponentialGolomb() }
            width -= (window[0] + window[1]) * (chroma == 1 || chroma == 2 ? 2 : 1)
            height -= (window[2] + window[3]) * (chroma == 1 ? 2 : 1)
        }
        guard !reader.isExhausted, width > 0, height > 0 else { return nil }
        let names = [1: "main", 2: "main-10", 3: "main-still-picture"]
        return StreamHeader(
            resolution: Resolution(width: width, height: height), profile: names[profile] ?? "\(profile)")
    }

    private static func skipLayers(_ count: Int, _ reader: inout BitReader) {
        guard count > 0 else { return }
        let layers = (0..<count).map { _ in (hasProfile: reader.flag(), hasLevel: reader.flag()) }
        reader.skip(2 * (8 - count))
        for layer in layers { reader.skip((layer.hasProfile ? 88 : 0) + (layer.hasLevel ? 8 : 0)) }
    }
}
