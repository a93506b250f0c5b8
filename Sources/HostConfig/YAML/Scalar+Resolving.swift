// SPDX-License-Identifier: Apache-2.0

/// What a scalar stands for where its own form decides, as in YAML 1.2's core schema with 1.1's `1_000`.
///
/// `yes`, `on` and numbers with leading zeros are text: their meaning differs between readers.
enum ScalarForm: Sendable, Hashable {
    case integer(Int)
    case decimal(Double)
    case boolean(Bool)
    case text
}

extension ScalarForm {
    /// Reads a plain text's form.
    init(_ text: String) {
        if ["true", "True", "TRUE"].contains(text) {
            self = .boolean(true)
        } else if ["false", "False", "FALSE"].contains(text) {
            self = .boolean(false)
        } else if let integer = Self.integer(text) {
            self = .integer(integer)
        } else if let decimal = Self.decimal(text) {
            self = .decimal(decimal)
        } else {
            self = .text
        }
    }

    /// The number that a text spells in decimal or hexadecimal digits; nil for anything else, too large
    /// included.
    private static func integer(_ text: String) -> Int? {
        let isNegative = text.hasPrefix("-")
        let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let isHexadecimal = digits.hasPrefix("0x")
        let body = isHexadecimal ? digits.dropFirst(2) : digits
        guard let first = body.utf8.first, first != UInt8(ascii: "_"), body.utf8.last != UInt8(ascii: "_"),
            body.utf8.allSatisfy({
                isDigit($0) || $0 == UInt8(ascii: "_") || (isHexadecimal && isHexLetter($0))
            }),
            isHexadecimal || first != UInt8(ascii: "0") || body.utf8.count == 1
        else { return nil }
        let plain = String(body.filter { $0 != "_" })
        return Int((isNegative ? "-" : "") + plain, radix: isHexadecimal ? 16 : 10)
    }

    /// The number that a text spells with a point or an exponent, or that is too large for an integer.
    private static func decimal(_ text: String) -> Double? {
        let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let parts = unsigned.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        let sides = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.contains(where: { !$0.isEmpty }), sides.allSatisfy({ $0.utf8.allSatisfy(isDigit) }),
            !(sides[0].utf8.count > 1 && sides[0].hasPrefix("0"))
        else { return nil }
        if parts.count == 2 {
            let exponent =
                parts[1].hasPrefix("-") || parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1]
            guard !exponent.isEmpty, exponent.utf8.allSatisfy(isDigit) else { return nil }
        }
        guard let value = Double(text.hasPrefix("+") ? String(unsigned) : text), value.isFinite else {
            return nil
        }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isHexLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
