// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension ProviderConfiguration {
    init(_ reader: MappingReader, of source: SourceText?) {
        self.init()
        let folder = source.flatMap { source in source.name.lastIndex(of: "/").map { source.name[...$0] } } ?? ""
        pathsLocation = reader.location("paths")
        for path in reader.textList("paths", of: "folders", separatedBy: { _ in false }) {
            guard !path.text.hasPrefix("/") else {
                paths.append(path.text)
                continue
            }
            guard path.location.source === source else {
                reader.faults.error(
                    "\(VisibleText.quoted(path.text)) is no absolute path", at: path.location,
                    advice: "write the whole path: providers are never taken from the working directory")
                continue
            }
            paths.append(folder + path.text)
        }
        pins = Self.pins(reader)
        rules = EncoderRules(reader)
        reader.rejectUnknownKeys()
    }

    /// Nil when the key is absent; a mapping with nothing in it allows nothing.
    private static func pins(_ reader: MappingReader) -> [ProviderPin]? {
        guard let value = reader.entry("pins")?.value else { return nil }
        let node = MappingReader.unfolded(value, faults: reader.faults)
        guard case .mapping(let entries) = node.content else {
            reader.faults.error(
                "pins must be a mapping of libraries to their SHA-256, not \(node.phrase)", at: node.location)
            return []
        }
        return entries.compactMap { pin($0, reader.faults) }
    }

    private static func pin(_ entry: Node.Entry, _ faults: FaultLog) -> ProviderPin? {
        let library = entry.key
        guard !library.isEmpty, library.hasPrefix("/") || !library.contains("/") else {
            faults.error(
                "\(VisibleText.quoted(library)) is neither the name of a file nor an absolute path",
                at: entry.keyLocation, advice: "pins has names such as vendor.so, or whole paths")
            return nil
        }
        guard let sum = entry.value.scalarText, isSum(sum) else {
            faults.error(
                "\(VisibleText.quoted(library)) must be pinned to a SHA-256 of 64 hexadecimal digits, "
                    + "not to \(entry.value.phrase)", at: entry.value.location,
                advice: "`sha256sum` prints it")
            return nil
        }
        return ProviderPin(library: library, sum: sum.lowercased(), location: entry.value.location)
    }

    private static func isSum(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                    UInt8(ascii: "A")...UInt8(ascii: "F"):
                    true
                default: false
                }
            }
    }
}
