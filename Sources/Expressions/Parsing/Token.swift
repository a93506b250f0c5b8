// SPDX-License-Identifier: Apache-2.0

/// A part of an expression's text.
struct Token {
    enum Kind: Equatable {
        case end
        case identifier
        case number
        /// In double quotes, single quotes or backquotes.
        case string
        /// Any other single character.
        case symbol(UInt32)
    }

    var kind: Kind
    /// In bytes from the text's start.
    var range: Range<Int>

    /// Whether it is the given ASCII character.
    func isSymbol(_ scalar: Unicode.Scalar) -> Bool { kind == .symbol(scalar.value) }
}
