// SPDX-License-Identifier: Apache-2.0

/// A name, or a pattern of names, of encoders, elements or providers: `*` stands for any text, `?` for one character.
///
/// Upper and lower case are the same.
public struct EncoderPattern: Sendable, Hashable, CustomStringConvertible {
    public var text: String

    public init(_ text: String) { self.text = text }

    public var description: String { text }

    /// Whether the whole of the name fits.
    ///
    /// Takes at most the product of both lengths in time, whatever the pattern.
    public func matches(_ name: String) -> Bool {
        let pattern = Array(text.lowercased())
        let letters = Array(name.lowercased())
        var (place, letter) = (0, 0)
        var lastStar: (place: Int, letter: Int)?
        while letter < letters.count {
            if place < pattern.count, pattern[place] == "*" {
                lastStar = (place, letter)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == letters[letter] {
                place += 1
                letter += 1
            } else if let star = lastStar {
                // The last star takes one character more, and all behind it is tried again.
                lastStar = (star.place, star.letter + 1)
                (place, letter) = (star.place + 1, star.letter + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
