// SPDX-License-Identifier: Apache-2.0
import Media

/// One line of a session description: `a=mid:0` is the type `a` with the value `mid:0`.
struct SDPLine: Sendable, Hashable {
    /// From 1; 0 for a line that was not in the text.
    var number: Int
    var type: Character
    var value: String

    /// The line without its end.
    var text: String { "\(type)=\(value)" }

    /// An attribute that the text did not have.
    static func attribute(_ value: String) -> SDPLine { SDPLine(number: 0, type: "a", value: value) }

    /// The attribute's name: `mid` of `a=mid:0`; nil for lines of another type.
    var attributeName: Substring? { type == "a" ? value.prefix { $0 != ":" } : nil }

    /// What follows the name's colon; nil where it is another attribute, empty for a property attribute.
    func attribute(_ name: String) -> String? {
        guard attributeName.map({ $0 == name }) ?? false else { return nil }
        return String(value.dropFirst(name.count + 1))
    }

    /// The direction that the line states; nil for any other line.
    var direction: MediaDirection? { type == "a" ? MediaDirection(rawValue: value) : nil }

    /// The value's fields, split at blanks.
    var fields: [Substring] { value.split(separator: " ") }
}

extension SDPLine {
    /// Bounds of what is parsed at all; a browser's offer has some 10 KiB in 250 lines.
    enum Limit {
        static let bytes = 64 << 10
        static let lines = 2000
        static let lineBytes = 4096
    }

    /// Splits a description into lines; the ends may be CR LF or LF.
    ///
    /// Only printable ASCII passes: what C reads (up to a NUL) and what Swift reads (by grapheme) is then the
    /// same.
    ///
    /// - Throws: a `Reason` with this code, that names the line.
    static func lines(of text: String, code: Reason.Code) throws(Reason) -> [SDPLine] {
        guard !text.utf8.isEmpty else { throw Reason(code, "the session description is empty") }
        guard text.utf8.count <= Limit.bytes else {
            throw Reason(code, "\(text.utf8.count) bytes; at most \(Limit.bytes) are read")
        }
        var lines: [SDPLine] = []
        var number = 0
        for raw in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let bytes = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
            if bytes.isEmpty { continue }
            guard number <= Limit.lines else { throw Reason(code, "more than \(Limit.lines) lines") }
            lines.append(try SDPLine(bytes, number: number, code: code))
        }
        return lines
    }

    private init(_ bytes: Substring.UTF8View, number: Int, code: Reason.Code) throws(Reason) {
        guard bytes.count <= Limit.lineBytes else {
            throw Reason(code, "line \(number): \(bytes.count) bytes; at most \(Limit.lineBytes) are read")
        }
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw Reason(code, "line \(number): a character that is not printable ASCII")
        }
        guard let type = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(type),
            bytes.dropFirst().first == UInt8(ascii: "=")
        else { throw Reason(code, "line \(number): not of the form `type=value`") }
        self.number = number
        self.type = Character(Unicode.Scalar(type))
        value = String(Substring(bytes.dropFirst(2)))
    }
}
