// SPDX-License-Identifier: Apache-2.0

/// One word of a pipeline description, and where it stands.
struct DescriptionToken: Equatable {
    enum Kind: Equatable {
        /// The name of an element, or of a pad behind a comma.
        case word
        /// `name=value`.
        case assignment(name: Range<Int>, value: Range<Int>)
        /// `!`, with the caps that stand before the next one, which belongs to it.
        case link(caps: Range<Int>?)
        /// `name.` and `name.pad`.
        case reference
        /// `.pad`.
        case pad
        /// `(` and `type.(`.
        case opening
        /// An address, in place of an element.
        case address
        /// Caps that no second link follows.
        case danglingCaps
        /// Anything else is a sign by itself.
        case sign(Unicode.Scalar)
    }

    var kind: Kind
    /// In Unicode scalars.
    var range: Range<Int>
}

/// Cuts a description into the words that GStreamer's own reader sees: of all that a word could be, the longest.
struct DescriptionTokenizer {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    /// No link follows that would end caps: to look again and again would take quadratic time.
    private var isLastLinkRead = false
    private static let longestProtocol = 32

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    /// The next word; nil at the end.
    mutating func next() -> DescriptionToken? {
        position = afterBlanks(position)
        guard position < scalars.count else { return nil }
        let token = token(at: position)
        position = token.range.upperBound
        return token
    }

    private mutating func token(at start: Int) -> DescriptionToken {
        let scalar = scalars[start]
        switch scalar {
        case "!", ":": return link(at: start)
        case "(": return DescriptionToken(kind: .opening, range: start..<start + 1)
        case "/": return DescriptionToken(kind: .address, range: start..<text(at: start))
        case "." where identifier(at: start + 1) != nil:
            return DescriptionToken(kind: .pad, range: start..<(identifier(at: start + 1) ?? start + 1))
        case "@":
            if let value = assigned(behind: start + 7), matches("@preset", at: start) {
                return DescriptionToken(
                    kind: .assignment(name: start..<start + 7, value: value), range: start..<value.upperBound)
            }
        default:
            if let end = identifier(at: start) { return word(start, end) }
        }
        return DescriptionToken(kind: .sign(scalar), range: start..<start + 1)
    }

    private func word(_ start: Int, _ end: Int) -> DescriptionToken {
        if let value = assigned(behind: end) {
            return DescriptionToken(
                kind: .assignment(name: start..<end, value: value), range: start..<value.upperBound)
        }
        if let end = address(at: start) { return DescriptionToken(kind: .address, range: start..<end) }
        if let end = mediaType(at: start) { return DescriptionToken(kind: .danglingCaps, range: start..<text(at: end)) }
        let dot = afterBlanks(end)
        if dot < scalars.count, scalars[dot] == "." {
            let opening = afterBlanks(dot + 1)
            if opening < scalars.count, scalars[opening] == "(" {
                return DescriptionToken(kind: .opening, range: start..<opening + 1)
            }
            if dot == end {
                return DescriptionToken(kind: .reference, range: start..<(identifier(at: end + 1) ?? end + 1))
            }
        }
        return DescriptionToken(kind: .word, range: start..<end)
    }

    /// Bare caps are part of the link before them, and so is the link behind them.
    private mutating func link(at start: Int) -> DescriptionToken {
        let plain = DescriptionToken(kind: .link(caps: nil), range: start..<start + 1)
        let caps = afterBlanks(start + 1)
        guard !isLastLinkRead, var end = mediaType(at: caps) else { return plain }
        while end < scalars.count, scalars[end] != "!" { end += scalars[end] == "\\" ? 2 : 1 }
        guard end < scalars.count else {
            isLastLinkRead = true
            return plain
        }
        var last = end
        while scalars[last - 1].properties.isWhitespace { last -= 1 }
        return DescriptionToken(kind: .link(caps: caps..<last), range: start..<end + 1)
    }
}

// MARK: - Parts of words

extension DescriptionTokenizer {
    private func afterBlanks(_ start: Int) -> Int {
        var end = start
        while end < scalars.count, isBlank(scalars[end]) { end += 1 }
        return end
    }

    private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || (9...13).contains(scalar.value) }

    /// Where the name that begins here ends.
    private func identifier(at start: Int) -> Int? {
        guard start < scalars.count, isNameStart(scalars[start]) else { return nil }
        var end = start + 1
        while end < scalars.count, isNameStart(scalars[end]) || "-%:".unicodeScalars.contains(scalars[end]) { end += 1 }
        return end
    }

    private func isNameStart(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || isAlphanumeric(scalar) }

    private func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }

    /// The value behind an equals sign.
    private func assigned(behind end: Int) -> Range<Int>? {
        let equals = afterBlanks(end)
        guard equals < scalars.count, scalars[equals] == "=" else { return nil }
        let start = afterBlanks(equals + 1)
        let end = text(at: start)
        return end > start ? start..<end : nil
    }

    /// Where a text ends that begins here: at a blank, or at the last quote that can close it.
    private func text(at start: Int) -> Int {
        var end = start
        while end < scalars.count, !isBlank(scalars[end]) {
            end += scalars[end] == "\\" && end + 1 < scalars.count && scalars[end + 1] != "\n" ? 2 : 1
        }
        guard start < scalars.count, scalars[start] == "\"" || scalars[start] == "'" else { return end }
        var close = start + 1
        while close < scalars.count {
            if scalars[close] == scalars[start] {
                end = max(end, close + 1)
                if scalars[close - 1] != "\\" { break }
            }
            close += 1
        }
        return end
    }

    /// `video/x-raw`.
    private func mediaType(at start: Int) -> Int? {
        let slash = mediaWord(at: start)
        guard slash > start, slash < scalars.count, scalars[slash] == "/" else { return nil }
        let end = mediaWord(at: slash + 1)
        return end > slash + 1 ? end : nil
    }

    private func mediaWord(at start: Int) -> Int {
        var end = start
        while end < scalars.count, isAlphanumeric(scalars[end]) || scalars[end] == "-" { end += 1 }
        return end
    }

    /// `rtmp://host/path`.
    private func address(at start: Int) -> Int? {
        var end = start
        let last = min(scalars.count, start + Self.longestProtocol)
        while end < last, isAlphanumeric(scalars[end]) || "+,-.".unicodeScalars.contains(scalars[end]) { end += 1 }
        return matches("://", at: end) ? text(at: end) : nil
    }

    private func matches(_ text: String, at start: Int) -> Bool {
        start <= scalars.count && scalars[start...].starts(with: text.unicodeScalars)
    }
}
