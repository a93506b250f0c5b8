// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

extension EncoderRules {
    /// Reads `prefer`, `require`, `forbid` and `device` of a mapping that has other keys too.
    init(_ reader: MappingReader) {
        self.init(
            prefer: Self.names(reader, "prefer"), require: Self.names(reader, "require"),
            forbid: Self.names(reader, "forbid") ?? [])
        readDevice(reader)
        rejectContradictions(reader.faults)
    }

    /// Nil when the key is absent.
    private static func names(_ reader: MappingReader, _ key: String) -> [Name]? {
        let items = reader.textList(key, of: "encoders") { $0.isWhitespace || $0 == "," }
        guard reader.location(key) != nil else { return nil }
        return items.compactMap { item in
            guard item.text.utf8.allSatisfy(isPatternByte) else {
                reader.faults.error(
                    "\(VisibleText.quoted(item.text)) cannot be the name of an encoder", at: item.location,
                    advice: "\(key) takes ids of encoders and providers, elements, and patterns with * and ?")
                return nil
            }
            return Name(EncoderPattern(item.text), location: item.location)
        }
    }

    private static func isPatternByte(_ byte: UInt8) -> Bool {
        ElementParameter.isNameByte(byte) || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
    }

    private mutating func readDevice(_ reader: MappingReader) {
        guard let text = reader.text("device") else { return }
        deviceLocation = reader.location("device")
        do throws(Reason) {
            device = try DeviceName(text)
        } catch {
            reader.faults.error("device: \(error.text)", at: deviceLocation, advice: error.hint)
        }
    }

    private func rejectContradictions(_ faults: FaultLog) {
        let forbidden = Dictionary(forbid.map { ($0.pattern, $0) }, uniquingKeysWith: { first, _ in first })
        for name in (require ?? []) + (prefer ?? []) {
            guard let other = forbidden[name.pattern] else { continue }
            faults.error(
                "\(VisibleText.quoted(other.pattern.text)) is forbidden and asked for", at: other.location,
                related: [Diagnostic(.note, "it is asked for here", at: name.location)])
        }
    }
}
