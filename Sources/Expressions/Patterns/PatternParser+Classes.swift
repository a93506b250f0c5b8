// SPDX-License-Identifier: Apache-2.0

extension PatternParser {
    /// Reads what a backslash begins, outside brackets.
    mutating func parseEscape() throws(Fault) {
        switch peek(1).flatMap(Unicode.Scalar.init) {
        case "A": appendPlace(.textStart)
        case "z": appendPlace(.textEnd)
        case "b": appendPlace(.wordBoundary)
        case "B": appendPlace(.noWordBoundary)
        case "Q": parseQuoted()
        default:
            if let item = try parseClassEscape() {
                append(.oneOf(ScalarClass(items: [item])))
            } else {
                appendLiteral(try parseEscapedScalar())
            }
        }
    }

    /// Reads `[…]`.
    mutating func parseClass() throws(Fault) -> ScalarClass {
        let start = position
        var result = ScalarClass()
        position += 1
        if peek() == 0x5E {
            result.isNegated = true
            position += 1
        }
        let first = position
        while peek() != 0x5D || position == first {
            var item = try parseNamedClass()
            if item == nil { item = try parseClassEscape() }
            if let item {
                result.items.append(item)
                continue
            }
            let itemStart = position
            let lowest = try parseClassScalar(from: start)
            var highest = lowest
            if peek() == 0x2D, let next = peek(1), next != 0x5D {
                position += 1
                highest = try parseClassScalar(from: start)
                guard lowest <= highest else {
                    throw Fault("has an invalid range \(text(from: itemStart))")
                }
            }
            result.items.append(.init(content: .range(lowest...highest), ignoresCase: flags.ignoresCase))
        }
        position += 1
        return result
    }

    private mutating func appendPlace(_ place: Pattern.Place) {
        position += 2
        append(.check(place))
    }

    /// Reads `\Q…\E`, where all is literal; the end may be left out.
    private mutating func parseQuoted() {
        position += 2
        while let scalar = peek() {
            position += 1
            if scalar == 0x5C, peek() == 0x45 {
                position += 1
                return
            }
            appendLiteral(scalar)
        }
    }

    private mutating func parseClassScalar(from start: Int) throws(Fault) -> UInt32 {
        guard let scalar = peek() else { throw Fault("lacks a closing ] after \(text(from: start))") }
        if scalar == 0x5C { return try parseEscapedScalar() }
        position += 1
        return scalar
    }

    /// Reads `[:alpha:]` or `[:^alpha:]`; nil, and nothing read, for anything else.
    private mutating func parseNamedClass() throws(Fault) -> ScalarClass.Item? {
        guard peek() == 0x5B, peek(1) == 0x3A, let end = endOfName() else { return nil }
        let start = position
        position = end + 2
        let isNegated = scalars[start + 2] == 0x5E
        let name = string(scalars[(start + (isNegated ? 3 : 2))..<max(end, start + (isNegated ? 3 : 2))])
        guard let content = ScalarClass.named(name) else {
            throw Fault("has an unknown class \(text(from: start))")
        }
        return .init(content: content, isNegated: isNegated, ignoresCase: flags.ignoresCase)
    }

    /// Where the next `:]` is.
    private func endOfName() -> Int? {
        var index = position + 2
        while index + 1 < scalars.count {
            if scalars[index] == 0x3A, scalars[index + 1] == 0x5D { return index }
            index += 1
        }
        return nil
    }

    /// Reads `\d`, `\pL`, `\p{Letter}` and the like; nil, and nothing read, for anything else.
    private mutating func parseClassEscape() throws(Fault) -> ScalarClass.Item? {
        guard peek() == 0x5C, let letter = peek(1), Self.isASCIILetter(letter) else { return nil }
        var isNegated = letter < 0x60
        if letter | 0x20 != 0x70 {
            guard let content = ScalarClass.escaped(UInt8(letter | 0x20)) else { return nil }
            position += 2
            return .init(content: content, isNegated: isNegated, ignoresCase: flags.ignoresCase)
        }
        let start = position
        position += 2
        guard let first = peek() else { throw Fault("has an unknown class \(text(from: start))") }
        position += 1
        var name = [first]
        if first == 0x7B {
            name = Array(scalars[position...].prefix { $0 != 0x7D })
            position += name.count
            guard peek() == 0x7D else { throw Fault("has an unknown class \(text(from: start))") }
            position += 1
        }
        if name.first == 0x5E {
            isNegated.toggle()
            name.removeFirst()
        }
        guard let content = ScalarClass.unicode(string(name[...])) else {
            throw Fault(
                "has an unknown class \(text(from: start))",
                advice: "Unicode's categories and scripts are known, such as \\pL or \\p{Greek}")
        }
        return .init(content: content, isNegated: isNegated, ignoresCase: flags.ignoresCase)
    }

    /// Reads an escape that stands for one scalar.
    private mutating func parseEscapedScalar() throws(Fault) -> UInt32 {
        let start = position
        position += 1
        guard let scalar = peek() else { throw Fault("ends with a backslash") }
        position += 1
        switch Unicode.Scalar(scalar) {
        case "0": return octal(scalar)
        case "1", "2", "3", "4", "5", "6", "7":
            // A single digit would refer to a group, which RE2 does not have.
            if isOctal(peek()) { return octal(scalar) }
        case "x":
            if let value = hexadecimal() { return value }
        case "a": return 0x07
        case "f": return 0x0C
        case "n": return 0x0A
        case "r": return 0x0D
        case "t": return 0x09
        case "v": return 0x0B
        default:
            if scalar < 0x80, !Self.isASCIILetter(scalar), !(0x30...0x39).contains(scalar) { return scalar }
        }
        throw Fault("has an invalid escape \(text(from: start))")
    }

    private func isOctal(_ scalar: UInt32?) -> Bool { scalar.map { (0x30...0x37).contains($0) } ?? false }

    private mutating func octal(_ first: UInt32) -> UInt32 {
        var value = first - 0x30
        for _ in 0..<2 {
            guard let digit = peek(), isOctal(digit) else { break }
            value = value * 8 + digit - 0x30
            position += 1
        }
        return value
    }

    /// Reads `41` or `{1F600}`.
    private mutating func hexadecimal() -> UInt32? {
        guard peek() == 0x7B else {
            guard let high = peek().flatMap(NumberSyntax.hexadecimalDigit) else { return nil }
            position += 1
            guard let low = peek().flatMap(NumberSyntax.hexadecimalDigit) else { return nil }
            position += 1
            return high * 16 + low
        }
        position += 1
        var value: UInt32 = 0
        var digits = 0
        while let scalar = peek(), scalar != 0x7D {
            position += 1
            guard let digit = NumberSyntax.hexadecimalDigit(scalar) else { return nil }
            value = value * 16 + digit
            guard value <= 0x10FFFF else { return nil }
            digits += 1
        }
        guard peek() == 0x7D, digits > 0 else { return nil }
        position += 1
        return value
    }

    private func string(_ scalars: ArraySlice<UInt32>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars.compactMap(Unicode.Scalar.init))
        return String(text)
    }
}
