// SPDX-License-Identifier: Apache-2.0

/// Reads the content of a text in quotes, by the rules of Go's string literals.
enum StringLiteral {
    /// The content; throws when the literal is not closed or has a bad escape.
    static func content(of literal: ArraySlice<UInt8>) throws(Fault) -> ByteString {
        guard literal.count >= 2, let quote = literal.first, literal.last == quote else {
            throw Fault("this text lacks its closing quote")
        }
        let inner = literal.dropFirst().dropLast()
        if quote == UInt8(ascii: "`") {
            return ByteString(bytes: inner.filter { $0 != UInt8(ascii: "\r") })
        }
        var reader = Reader(rest: inner, quote: quote)
        let content = try reader.readAll()
        if quote == UInt8(ascii: "'"), reader.characterCount > 1 {
            throw Fault(
                "single quotes hold exactly one character",
                advice: "a text needs double quotes: \"\(ByteString(bytes: Array(inner)))\"")
        }
        return content
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>
        let quote: UInt8
        var characterCount = 0

        init(rest: ArraySlice<UInt8>, quote: UInt8) {
            self.rest = rest
            self.quote = quote
        }

        mutating func readAll() throws(Fault) -> ByteString {
            guard rest.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\n") }) else {
                characterCount = rest.count { !UTF8.isContinuation($0) }
                return ByteString(bytes: Array(rest))
            }
            var content: [UInt8] = []
            content.reserveCapacity(rest.count)
            while let byte = rest.popFirst() {
                if byte == quote { throw Fault("this text lacks its closing quote") }
                if byte == UInt8(ascii: "\n") { throw Fault("this text lacks its closing quote on the same line") }
                if !UTF8.isContinuation(byte) { characterCount += 1 }
                if byte == UInt8(ascii: "\\") { try readEscape(into: &content) } else { content.append(byte) }
            }
            return ByteString(bytes: content)
        }

        private mutating func readEscape(into content: inout [UInt8]) throws(Fault) {
            guard let letter = rest.popFirst() else { throw Fault("this text lacks its closing quote") }
            switch Unicode.Scalar(letter) {
            case "a": content.append(0x07)
            case "b": content.append(0x08)
            case "f": content.append(0x0C)
            case "n": content.append(0x0A)
            case "r": content.append(0x0D)
            case "t": content.append(0x09)
            case "v": content.append(0x0B)
            case "\\": content.append(letter)
            case "x": content.append(UInt8(try readDigits(2, radix: 16, after: "x")))
            case "u": try append(try readDigits(4, radix: 16, after: "u"), to: &content)
            case "U": try append(try readDigits(8, radix: 16, after: "U"), to: &content)
            case "0"..."7":
                let more = try readDigits(2, radix: 8, after: "")
                let value = UInt32(letter - UInt8(ascii: "0")) * 64 + more
                guard let byte = UInt8(exactly: value) else {
                    throw Fault("an octal escape is at most \\377")
                }
                content.append(byte)
            default:
                guard letter == quote else {
                    throw Fault(
                        "\\\(Self.character(letter, before: rest)) is no escape",
                        advice: "write \\\\ for a backslash, or put the text in backquotes")
                }
                content.append(letter)
            }
        }

        private mutating func readDigits(_ count: Int, radix: UInt32, after letter: String) throws(Fault) -> UInt32 {
            var value: UInt32 = 0
            for _ in 0..<count {
                guard let digit = rest.popFirst().flatMap({ NumberSyntax.hexadecimalDigit(UInt32($0)) }), digit < radix
                else {
                    throw Fault(
                        letter.isEmpty
                            ? "an octal escape needs three digits" : "the escape \\\(letter) needs \(count) digits")
                }
                value = value * radix + digit
            }
            return value
        }

        private func append(_ value: UInt32, to content: inout [UInt8]) throws(Fault) {
            guard let scalar = Unicode.Scalar(value) else { throw Fault("this escape is no character of Unicode") }
            content += String(Character(scalar)).utf8
        }

        private static func character(_ first: UInt8, before rest: ArraySlice<UInt8>) -> String {
            let more = rest.prefix { UTF8.isContinuation($0) }
            return String(decoding: [first] + more, as: UTF8.self)
        }
    }
}
