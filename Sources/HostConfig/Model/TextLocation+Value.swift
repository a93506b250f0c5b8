// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension TextLocation {
    /// The place of a part of the value that is written here.
    ///
    /// - Parameters:
    ///   - range: the part, in Unicode scalars of the value.
    ///   - value: what YAML makes of what is written here.
    /// - Returns: The whole value's place where that of the part cannot be told, as within escapes.
    public func part(_ range: Range<Int>, of value: String) -> TextLocation {
        let written = Array(text.unicodeScalars)
        let read = Array(value.unicodeScalars)
        guard range.lowerBound < read.count else { return self }
        let last = min(max(range.upperBound, range.lowerBound + 1), read.count) - 1
        if written == read {
            return TextLocation(in: source, offset: offset + range.lowerBound, length: last - range.lowerBound + 1)
        }
        var alignment = ValueAlignment(written: written, read: read)
        guard let first = alignment.position(of: range.lowerBound), let end = alignment.position(of: last) else {
            return self
        }
        return TextLocation(in: source, offset: offset + first, length: end - first + 1)
    }
}

/// Walks along a value and what was written for it, which differ in quotes, indentation and line breaks.
private struct ValueAlignment {
    private let written: [Unicode.Scalar]
    private let read: [Unicode.Scalar]
    private var place = 0
    private var next = 0
    private var found: Int?
    private var quote: Unicode.Scalar?

    init(written: [Unicode.Scalar], read: [Unicode.Scalar]) {
        self.written = written
        self.read = read
        skipProperties()
        guard place < written.count else { return }
        switch written[place] {
        case "|", ">": place = written[place...].firstIndex(of: "\n") ?? written.count
        case "\"", "'":
            quote = written[place]
            place += 1
        default: break
        }
    }

    /// An anchor or a tag stands before the value that it belongs to.
    private mutating func skipProperties() {
        while place < written.count, written[place] == "&" || written[place] == "!" {
            while place < written.count, !written[place].properties.isWhitespace { place += 1 }
            while place < written.count, written[place].properties.isWhitespace { place += 1 }
        }
    }

    /// Where a scalar of the value is written; nil when it cannot be told. Not to be called for an earlier one.
    mutating func position(of index: Int) -> Int? {
        while next < index || found != index {
            if found == next {
                next += 1
                place += 1
            }
            guard next <= index else { return nil }
            if read[next].properties.isWhitespace {
                next += 1
                continue
            }
            guard skipBlanks(), written[place] == read[next] else { return nil }
            found = next
        }
        return place
    }

    /// Skips what stands for blanks, and the sign that escapes what follows it; false at the end.
    private mutating func skipBlanks() -> Bool {
        while place < written.count {
            let following = place + 1 < written.count ? written[place + 1] : nil
            if written[place].properties.isWhitespace {
                place += 1
            } else if quote == "\"", written[place] == "\\", let following, "nrt \n".unicodeScalars.contains(following)
            {
                place += 2
            } else {
                let isEscape = quote == "\"" && written[place] == "\\" || quote == "'" && written[place] == "'"
                if isEscape { place += 1 }
                return place < written.count
            }
        }
        return false
    }
}
