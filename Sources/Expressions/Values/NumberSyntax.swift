// SPDX-License-Identifier: Apache-2.0

/// What the language takes for a number, in an expression and in a text that is used as one.
///
/// These are the rules of Go's ParseFloat: decimal, or hexadecimal with a binary exponent; `_` between digits.
enum NumberSyntax {
    enum Fault: Error {
        case malformed
        case tooLarge
    }

    /// The number that a text is from end to end; nil when it is none or does not fit.
    static func number(_ text: [UInt8]) -> Double? {
        try? parse(text[...])
    }

    static func parse(_ text: ArraySlice<UInt8>) throws(Fault) -> Double {
        if let number = shortDecimal(text) { return number }
        if let number = special(text) { return number }
        let hasSeparators = try check(text)
        let plain = hasSeparators ? text.filter { $0 != UInt8(ascii: "_") } : Array(text)
        guard let number = Double(String(decoding: plain, as: UTF8.self)) else { throw .malformed }
        guard number.isFinite else { throw .tooLarge }
        return number
    }

    /// Digits with at most one point whose value needs a single correctly rounded division.
    private static func shortDecimal(_ text: ArraySlice<UInt8>) -> Double? {
        guard !text.isEmpty, text.count <= 15 else { return nil }
        var mantissa = 0
        var scale: Double?
        var hasDigits = false
        for byte in text {
            if byte == UInt8(ascii: "."), scale == nil {
                scale = 1
            } else if isDigit(byte) {
                mantissa = mantissa * 10 + Int(byte - UInt8(ascii: "0"))
                if let digits = scale { scale = digits * 10 }
                hasDigits = true
            } else {
                return nil
            }
        }
        guard hasDigits else { return nil }
        return scale.map { Double(mantissa) / $0 } ?? Double(mantissa)
    }

    private static func special(_ text: ArraySlice<UInt8>) -> Double? {
        guard text.count <= 9 else { return nil }
        return switch String(decoding: text, as: UTF8.self).lowercased() {
        case "inf", "+inf", "infinity", "+infinity": .infinity
        case "-inf", "-infinity": -.infinity
        case "nan": .nan
        default: nil
        }
    }

    /// Throws unless the whole text is a number; returns whether it has separators.
    private static func check(_ text: ArraySlice<UInt8>) throws(Fault) -> Bool {
        var rest = text
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let unsigned = rest
        let isHexadecimal = rest.count > 2 && rest.first == UInt8(ascii: "0") && lower(rest.dropFirst().first) == "x"
        if isHexadecimal { rest = rest.dropFirst(2) }
        var hasPoint = false
        var hasDigits = false
        while let byte = rest.first {
            if byte == UInt8(ascii: ".") {
                if hasPoint { throw .malformed }
                hasPoint = true
            } else if isDigit(byte) || (isHexadecimal && isHexadecimalDigit(byte)) {
                hasDigits = true
            } else if byte != UInt8(ascii: "_") {
                break
            }
            rest.removeFirst()
        }
        guard hasDigits else { throw .malformed }
        if lower(rest.first) == (isHexadecimal ? "p" : "e") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard let first = rest.first, isDigit(first) else { throw .malformed }
            rest = rest.drop { isDigit($0) || $0 == UInt8(ascii: "_") }
        } else if isHexadecimal {
            throw .malformed
        }
        guard rest.isEmpty else { throw .malformed }
        guard text.contains(UInt8(ascii: "_")) else { return false }
        guard hasSoundSeparators(unsigned, isHexadecimal: isHexadecimal) else { throw .malformed }
        return true
    }

    /// Each separator has a digit, or the prefix `0x`, before it and a digit after it.
    private static func hasSoundSeparators(_ number: ArraySlice<UInt8>, isHexadecimal: Bool) -> Bool {
        var afterDigit = isHexadecimal
        var afterSeparator = false
        for byte in isHexadecimal ? number.dropFirst(2) : number {
            if byte == UInt8(ascii: "_") {
                guard afterDigit else { return false }
                (afterDigit, afterSeparator) = (false, true)
            } else {
                afterDigit = isDigit(byte) || (isHexadecimal && isHexadecimalDigit(byte))
                if afterSeparator, !afterDigit { return false }
                afterSeparator = false
            }
        }
        return !afterSeparator
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    static func isHexadecimalDigit(_ byte: UInt8) -> Bool { hexadecimalDigit(UInt32(byte)) != nil }

    /// The value of a hexadecimal digit; nil for every other scalar.
    static func hexadecimalDigit(_ scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x30...0x39: scalar - 0x30
        case 0x41...0x46: scalar - 0x41 + 10
        case 0x61...0x66: scalar - 0x61 + 10
        default: nil
        }
    }

    private static func lower(_ byte: UInt8?) -> Unicode.Scalar? { byte.map { Unicode.Scalar($0 | 0x20) } }
}
