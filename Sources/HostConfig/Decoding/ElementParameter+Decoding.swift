// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension ElementParameter {
    /// The properties in the file's order; one that is given as nothing is left out, as in neko.
    static func list(_ reader: MappingReader, _ key: String) -> [ElementParameter] {
        guard let value = reader.entry(key)?.value else { return [] }
        let node = MappingReader.unfolded(value, faults: reader.faults)
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
        guard let value = MappingReader.expression(entry.value, of: entry.key, faults: faults) else { return nil }
        self.init(name: entry.key, value: value, nameLocation: entry.keyLocation)
    }
}
