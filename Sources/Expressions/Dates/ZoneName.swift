// SPDX-License-Identifier: Apache-2.0

/// What looks like the name of a time zone, by the rules of Go's time package.
enum ZoneName {
    /// The length in bytes of the name that a text starts with; nil when it starts with none.
    static func length(at text: ArraySlice<UInt8>) -> Int? {
        guard text.count >= 3 else { return nil }
        // The only names with a small letter.
        if text.starts(with: "ChST".utf8) || text.starts(with: "MeST".utf8) { return 4 }
        if text.starts(with: "GMT".utf8) { return 3 + (signedHour(at: text.dropFirst(3)) ?? 0) }
        if let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            return signedHour(at: text)
        }
        let letters = text.prefix(6).prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        switch letters.count {
        case 3: return 3
        case 4: return letters.last == UInt8(ascii: "T") || letters.elementsEqual("WITA".utf8) ? 4 : nil
        case 5: return letters.last == UInt8(ascii: "T") ? 5 : nil
        default: return nil
        }
    }

    /// The length of a sign and an hour of at most 23.
    private static func signedHour(at text: ArraySlice<UInt8>) -> Int? {
        guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        let digits = text.dropFirst().prefix(while: NumberSyntax.isDigit)
        guard let hour = Int(String(decoding: digits, as: UTF8.self)), hour <= 23 else { return nil }
        return 1 + digits.count
    }
}
