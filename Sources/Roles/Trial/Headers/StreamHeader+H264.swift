// SPDX-License-Identifier: Apache-2.0
import Media

extension StreamHeader {
    /// The sequence parameter set of an access unit (H.264, clause 7.3.2.1.1).
    static func h264(_ bytes: [UInt8]) -> StreamHeader? {
        NALUnits.first(16, of: bytes).lazy.filter { ($0.first ?? 0) & 0x1f == 7 }.compactMap(parameterSet).first
    }

    private static func parameterSet(_ unit: [UInt8]) -> StreamHeader? {
        var reader = BitReader(unit.dropFirst())
        let profile = reader.bits(8)
        let constraints = reader.bits(8)
        reader.skip(8)
        _ = reader.exponentialGolomb()
        var chroma = 1
        if withChroma.contains(profile) { chroma = skipChromaAndScaling(&reader) }
        skipPictureOrder(&reader)
        _ = reader.exponentialGolomb()
        reader.skip(1)
        let widthInMacroblocks = reader.exponentialGolomb() + 1
        let heightInMapUnits = reader.exponentialGolomb() + 1
        let isFrameOnly = reader.flag()
        if !isFrameOnly { reader.skip(1) }
        reader.skip(1)
        var (width, height) = (widthInMacroblocks * 16, heightInMapUnits * (isFrameOnly ? 16 : 32))
        if reader.flag() {
            let crop = (0..<4).map { _ in reader.exponentialGolomb() }
            width -= (crop[0] + crop[1]) * (chroma == 1 || chroma == 2 ? 2 : 1)
            height -= (crop[2] + crop[3]) * (chroma == 1 ? 2 : 1) * (isFrameOnly ? 1 : 2)
        }
        guard !reader.isExhausted, width > 0, height > 0 else { return nil }
        return StreamHeader(
            resolution: Resolution(width: width, height: height), profile: name(of: profile, constraints))
    }

    /// The profiles whose parameter sets say which chroma format they have.
    private static let withChroma: Set<Int> = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]

    /// - Returns: `chroma_format_idc`.
    private static func skipChromaAndScaling(_ reader: inout BitReader) -> Int {
        let chroma = reader.exponentialGolomb()
        if chroma == 3 { reader.skip(1) }
        _ = reader.exponentialGolomb()
        _ = reader.exponentialGolomb()
        reader.skip(1)
        guard reader.flag() else { return chroma }
        for list in 0..<(chroma == 3 ? 12 : 8) where reader.flag() {
            var (last, next) = (8, 8)
            for _ in 0..<(list < 6 ? 16 : 64) where next != 0 {
                let code = reader.exponentialGolomb()
                next = (last + (code % 2 == 1 ? (code + 1) / 2 : -code / 2) + 256) % 256
                last = next == 0 ? last : next
            }
        }
        return chroma
    }

    private static func skipPictureOrder(_ reader: inout BitReader) {
        _ = reader.exponentialGolomb()
        switch reader.exponentialGolomb() {
        case 0: _ = reader.exponentialGolomb()
        case 1:
            reader.skip(1)
            _ = reader.exponentialGolomb()
            _ = reader.exponentialGolomb()
            // 255 at most, by the standard.
            for _ in 0..<min(reader.exponentialGolomb(), 255) { _ = reader.exponentialGolomb() }
        default: break
        }
    }

    private static func name(of profile: Int, _ constraints: Int) -> String {
        func isSet(_ index: Int) -> Bool { constraints & (0x80 >> index) != 0 }
        switch profile {
        case 66: return isSet(1) ? "constrained-baseline" : "baseline"
        case 77: return isSet(0) ? "constrained-baseline" : "main"
        case 88: return "extended"
        case 100: return isSet(4) && isSet(5) ? "constrained-high" : "high"
        case 110: return "high-10"
        case 122: return "high-4:2:2"
        case 244: return "high-4:4:4"
        default: return "\(profile)"
        }
    }
}
