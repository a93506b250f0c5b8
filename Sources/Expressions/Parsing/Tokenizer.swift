// SPDX-License-Identifier: Apache-2.0

/// Cuts an expression into tokens by the rules of Go's text scanner.
///
/// A token that is cut off or malformed is returned all the same; whoever reads its content finds the fault.
struct Tokenizer {
    /// Valid UTF-8.
    let bytes: [UInt8]
    /// Where the next token, or the blanks before it, begin.
    private(set) var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> Token {
        skipBlanks()
        let start = position
        let kind = readToken()
        return Token(kind: kind, range: start..<position)
    }

    /// Makes the next byte part of the token that was read last.
    mutating func takeByte() { position += 1 }

    /// The byte some way ahead; nil at the end.
    func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    private mutating func readToken() -> Token.Kind {
        guard let byte = peek() else { return .end }
        switch Unicode.Scalar(byte) {
        case "a"..."z", "A"..."Z", "_":
            skipIdentifier()
            return .identifier
        case "0"..."9":
            skipNumber(afterPoint: false)
            return .number
        case "." where peek(1).map(NumberSyntax.isDigit) ?? false:
            position += 1
            skipNumber(afterPoint: true)
            return .number
        case "\"", "'":
            skipQuoted(byte)
            return .string
        case "`":
            position += 1
            while let next = peek(), next != byte { position += 1 }
            position = min(position + 1, bytes.count)
            return .string
        default:
            let (scalar, length) = scalar(at: position)
            if Self.isLetter(scalar) {
                skipIdentifier()
                return .identifier
            }
            position += length
            return .symbol(scalar.value)
        }
    }

    /// Skips blanks and comments; a comment that is not closed reaches to the end.
    private mutating func skipBlanks() {
        while let byte = peek() {
            switch Unicode.Scalar(byte) {
            case " ", "\t", "\n", "\r": position += 1
            case "/" where peek(1) == UInt8(ascii: "/"):
                while let next = peek(), next != UInt8(ascii: "\n") { position += 1 }
            case "/" where peek(1) == UInt8(ascii: "*"):
                position += 2
                while peek() != nil, peek() != UInt8(ascii: "*") || peek(1) != UInt8(ascii: "/") { position += 1 }
                position = min(position + 2, bytes.count)
            default: return
            }
        }
    }

    private mutating func skipIdentifier() {
        while let byte = peek() {
            if byte < 0x80 {
                guard byte == UInt8(ascii: "_") || Self.isASCIILetter(byte) || NumberSyntax.isDigit(byte) else {
                    return
                }
                position += 1
            } else {
                let (scalar, length) = scalar(at: position)
                guard Self.isLetter(scalar) || Categories(of: scalar) == .decimalDigits else { return }
                position += length
            }
        }
    }

    /// Skips the longest that looks like a number, whether or not it is one.
    private mutating func skipNumber(afterPoint: Bool) {
        var isHexadecimal = false
        if !afterPoint {
            if peek() == UInt8(ascii: "0"), let letter = peek(1).map({ $0 | 0x20 }) {
                isHexadecimal = letter == UInt8(ascii: "x")
                let hasPrefix = isHexadecimal || letter == UInt8(ascii: "o") || letter == UInt8(ascii: "b")
                position += hasPrefix ? 2 : 1
            }
            skipDigits(hexadecimal: isHexadecimal)
            if peek() == UInt8(ascii: ".") {
                position += 1
                skipDigits(hexadecimal: isHexadecimal)
            }
        } else {
            skipDigits(hexadecimal: false)
        }
        guard let letter = peek().map({ $0 | 0x20 }), letter == UInt8(ascii: "e") || letter == UInt8(ascii: "p") else {
            return
        }
        position += 1
        if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
        skipDigits(hexadecimal: false)
    }

    private mutating func skipDigits(hexadecimal: Bool) {
        while let byte = peek(),
            byte == UInt8(ascii: "_") || NumberSyntax.isDigit(byte)
                || (hexadecimal && NumberSyntax.isHexadecimalDigit(byte))
        {
            position += 1
        }
    }

    /// Skips to the closing quote, or past the end of the line.
    private mutating func skipQuoted(_ quote: UInt8) {
        position += 1
        while let byte = peek() {
            position += 1
            if byte == quote || byte == UInt8(ascii: "\n") { return }
            guard byte == UInt8(ascii: "\\"), let escaped = peek() else { continue }
            // Only these can hide what follows: `\'` within double quotes is a fault, but the quote counts.
            if escaped == quote || escaped == UInt8(ascii: "\\") { position += 1 }
        }
    }

    private func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = bytes[index]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for byte in bytes[index..<min(index + length, bytes.count)].dropFirst() {
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    private static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isASCIILetter(UInt8(scalar.value)) || scalar == "_" }
        return Categories.letters.contains(Categories(of: scalar))
    }
}
