// SPDX-License-Identifier: Apache-2.0

/// A user's text as it is safe and honest to show on a terminal: nothing invisible, nothing that moves the
/// cursor.
public enum VisibleText {
    /// One character with the number of columns that it takes on a terminal.
    struct Cell {
        let text: String
        let columns: Int

        init(_ character: Character) {
            if character == "\t" {
                text = "    "
                columns = 4
            } else if character.unicodeScalars.allSatisfy({ VisibleText.replacement(for: $0) == nil }) {
                text = String(character)
                columns = character.unicodeScalars.contains(where: VisibleText.isWide) ? 2 : 1
            } else {
                text = VisibleText.line(String(character))
                columns = text.count
            }
        }
    }

    /// The text on one line, every control character shown as a symbol of its own.
    public static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { replacement(for: $0) != nil }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if let replacement = replacement(for: scalar) {
                result += replacement
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text in double quotes for use in a message, cut after 60 characters.
    public static func quoted(_ text: String) -> String {
        let start = text.prefix(60)
        return "\"" + line(String(start)) + (start.endIndex < text.endIndex ? "…" : "") + "\""
    }

    private static func replacement(for scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0..<0x20:
            Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) }
        case 0x7F:
            "\u{2421}"
        case 0x80..<0xA0, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF:
            "<U+" + hexadecimal(scalar.value) + ">"
        default:
            nil
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Whether terminals give the scalar two columns (Unicode's East Asian Width W and F, in blocks).
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default:
            false
        }
    }
}
