// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Recognizes a text that was meant as it stands, such as `low-latency-hq`, `10:20` or `1080p`.
enum BareText {
    /// How to write it instead; nil when an expression was more likely meant.
    static func advice(for source: SourceText) -> String? {
        guard source.byteCount <= 100 else { return nil }
        let text = source.withUTF8 { String(decoding: $0, as: UTF8.self) }
        return isBare(text) ? "to use it as it stands, quote it inside: '\"\(text)\"'" : nil
    }

    private static func isBare(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { byte in
            NumberSyntax.isDigit(byte) || PatternParser.isASCIILetter(UInt32(byte)) || "_-.:/+|=@".utf8.contains(byte)
        }
        guard isPlain, let first = text.utf8.first, first != UInt8(ascii: "-") else { return false }
        guard text.utf8.contains(where: { PatternParser.isASCIILetter(UInt32($0)) || $0 == UInt8(ascii: ":") }) else {
            return false
        }
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        let isCalculation = words.contains {
            ["width", "height", "fps", "round", "date", "true", "false"].contains($0)
        }
        let isRadix = text.hasPrefix("0x") || text.hasPrefix("0b") || text.hasPrefix("0o")
        let isNumber =
            NumberSyntax.isDigit(first)
            && text.utf8.allSatisfy {
                NumberSyntax.isDigit($0) || "eE+-._".utf8.contains($0)
            }
        return !isCalculation && !isRadix && !isNumber
    }
}
