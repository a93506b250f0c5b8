// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension ElementParameter {
    /// The properties in the file's order; one that is given as nothing is left out, as in neko.
    static func list(_ reader: MappingReader, _ key: String) -> [ElementParameter] {
        guard let node = reader.entry(key)?.value else { return [] }
        guard case .mapping(let entries) = node.content else {
            reader.faults.error(
                "\(key) must be a mapping of properties to values, not \(node.phrase)", at: node.location)
            return []
        }
        return entries.compactMap { ElementParameter($0, faults: reader.faults) }
    }

    /// Whether a byte can be part of the name of an element or property.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_:+.".utf8.contains(byte)
        }
    }

    private init?(_ entry: Node.Entry, faults: FaultLog) {
        guard !entry.key.isEmpty, entry.key.utf8.allSatisfy(Self.isNameByte) else {
            faults.error(
                "\(VisibleText.quoted(entry.key)) cannot be the name of a property", at: entry.keyLocation)
            return nil
        }
        guard case .scalar(let scalar) = entry.value.content else {
            faults.error(
                "\(entry.key) must be a number, text, true or false, not \(entry.value.phrase)",
                at: entry.value.location)
            return nil
        }
        guard !scalar.isNull, !scalar.text.isEmpty else { return nil }
        guard let value = LiteralValue(scalar) else {
            faults.error(
                "\(VisibleText.quoted(scalar.text)) is an expression", at: entry.value.location,
                advice: "expressions are not supported yet: write the value itself")
            return nil
        }
        self.init(name: entry.key, value: value, location: entry.value.location)
    }
}

extension LiteralValue {
    /// Nil for what only neko's expression language gives a value.
    init?(_ scalar: Scalar) {
        if let inside = Self.quotedInside(scalar.text) {
            self.init(text: inside, kind: .text)
            return
        }
        switch scalar.isAlwaysText ? ScalarForm.text : ScalarForm(scalar.text) {
        case .integer(let value): self.init(text: scalar.text, kind: .integer(value))
        case .decimal(let value): self.init(text: scalar.text, kind: .decimal(value))
        case .boolean(let value): self.init(text: scalar.text, kind: .boolean(value))
        case .text:
            guard !Self.isExpression(scalar.text) else { return nil }
            self.init(text: scalar.text, kind: .text)
        }
    }

    /// What a string literal of neko's expression language holds, as in `'"low-latency-hq"'`; nil for
    /// anything else.
    private static func quotedInside(_ text: String) -> String? {
        guard text.count >= 2, let mark = text.first, mark == "\"" || mark == "`", text.last == mark else {
            return nil
        }
        let inside = text.dropFirst().dropLast()
        return inside.contains(mark) || (mark == "\"" && inside.contains("\\")) ? nil : String(inside)
    }

    /// Whether a text calculates: it calls, multiplies, asks, or speaks of the display's size and rate.
    ///
    /// Single words, lists of flags (`a+b`) and settings (`key=value:key=value`) do not.
    private static func isExpression(_ text: String) -> Bool {
        if text.contains(where: { "()*?`\"".contains($0) }) { return true }
        if [" + ", " - ", " / ", " % "].contains(where: text.contains) { return true }
        let words = text.split { !($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        return words.contains { ["width", "height", "fps"].contains($0) }
    }
}
