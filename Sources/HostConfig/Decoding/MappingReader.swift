// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// Reads one mapping key by key, each with the type that it must have, and finds the keys that nobody asked
/// for.
///
/// A value of the wrong type is reported and reads as absent; so does one that is given as nothing.
final class MappingReader {
    /// What the mapping is, for messages: `capture.video`, `a pipeline`.
    let name: String
    let faults: FaultLog
    private let entries: [Node.Entry]
    private var known: [String] = []

    /// Nil, with a fault, when the node is no mapping.
    init?(_ node: Node, named name: String, faults: FaultLog) {
        self.name = name
        self.faults = faults
        let node = Self.unfolded(node, faults: faults)
        switch node.content {
        case .mapping(let entries): self.entries = entries
        case .scalar(let scalar) where scalar.isNull: entries = []
        default:
            entries = []
            faults.error("\(name) must be a mapping of keys, not \(node.phrase)", at: node.location)
            return nil
        }
    }

    /// The entry of a key, which counts as known from now on; nil when it is absent or given as nothing.
    func entry(_ key: String) -> Node.Entry? {
        known.append(key)
        return find(key)
    }

    /// As in neko, the case of a key does not count; one in the right case comes first.
    private func find(_ key: String) -> Node.Entry? {
        let entry = entries.first { $0.key == key } ?? entries.first { $0.key.lowercased() == key }
        return entry.flatMap { $0.value.isNull ? nil : $0 }
    }

    /// A section's own reader; nil when it is absent or no mapping.
    func section(_ key: String, named name: String) -> MappingReader? {
        entry(key).flatMap { MappingReader($0.value, named: name, faults: faults) }
    }

    /// Where a key's value stands; nil when it is absent. Does not make the key known.
    func location(_ key: String) -> TextLocation? {
        find(key)?.value.location
    }

    /// Where a key itself stands; nil when it is absent. Does not make the key known.
    func keyLocation(_ key: String) -> TextLocation? {
        find(key)?.keyLocation
    }

    /// Accepts keys without reading them, and returns those that are there, in the text's order.
    func accept(_ keys: [String]) -> [Node.Entry] {
        known += keys.filter { !known.contains($0) }
        return entries.filter { isRead($0, as: keys) }
    }

    private func isRead(_ entry: Node.Entry, as keys: [String]) -> Bool {
        if keys.contains(entry.key) { return true }
        let key = entry.key.lowercased()
        return keys.contains(key) && entries.first { $0.key.lowercased() == key }?.keyLocation == entry.keyLocation
            && !entries.contains { $0.key == key }
    }

    /// Reports every key that was neither read nor accepted. To be called last.
    func rejectUnknownKeys() {
        for entry in entries where !isRead(entry, as: known) {
            // A list of thousands would cost a search each, and nobody sees them.
            let advice =
                faults.isFull ? nil : Suggestion.advice(for: entry.key, among: known, called: "known keys")
            faults.error(
                "unknown key \(VisibleText.quoted(entry.key)) in \(name)", at: entry.keyLocation,
                advice: advice)
        }
    }

    /// Text that is not empty.
    func text(_ key: String) -> String? {
        guard let scalar = scalar(key, as: "text") else { return nil }
        guard !scalar.text.allSatisfy(\.isWhitespace) else {
            faults.error("\(key) is empty", at: location(key), advice: "remove the key, or give it a value")
            return nil
        }
        return scalar.text
    }

    func scalar(_ key: String, as expected: String) -> Scalar? {
        guard let value = entry(key)?.value else { return nil }
        guard case .scalar(let scalar) = value.content else {
            faults.error("\(key) must be \(expected), not \(value.phrase)", at: value.location)
            return nil
        }
        return scalar
    }

    /// True or false, in all spellings that neko takes.
    func boolean(_ key: String) -> Bool? {
        guard let scalar = scalar(key, as: "true or false") else { return nil }
        switch scalar.text {
        case "true", "True", "TRUE", "t", "T", "1": return true
        case "false", "False", "FALSE", "f", "F", "0": return false
        default:
            let advice: String? =
                switch scalar.text.lowercased() {
                case "yes", "y", "on": "write true"
                case "no", "n", "off": "write false"
                default: nil
                }
            faults.error(
                "\(key) must be true or false, not \(VisibleText.quoted(scalar.text))", at: location(key),
                advice: advice)
            return nil
        }
    }

    /// One of an enumeration's words, whatever its case.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, of type: Choice.Type, called noun: String
    ) -> Choice? {
        guard let scalar = scalar(key, as: "the name of a \(noun)") else { return nil }
        if let choice = Choice(rawValue: scalar.text.lowercased()) { return choice }
        let words = type.allCases.map(\.rawValue)
        faults.error(
            "unknown \(noun) \(VisibleText.quoted(scalar.text))", at: location(key),
            advice: Suggestion.advice(for: scalar.text, among: words, called: "one of"))
        return nil
    }
}
