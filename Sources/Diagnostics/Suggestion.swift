// SPDX-License-Identifier: Apache-2.0

/// Guesses which of a few known words a user meant.
public enum Suggestion {
    /// The known word nearest to what was written; nil when none is near. Case does not count.
    ///
    /// - Parameter looks: how many known words of about the same length are compared: the first ones.
    public static func nearest(to word: String, among known: [String], looks: Int = 1000) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        let written = Array(word.lowercased())
        var best: (word: String, distance: Int)?
        var rest = looks
        for candidate in known.prefix(10 * looks) where rest > 0 {
            // A letter has at least a byte, so what is much shorter in bytes needs no look.
            guard candidate.utf8.count * 3 >= written.count * 2 - 3, candidate.utf8.count <= 256 else { continue }
            let letters = Array(candidate.lowercased())
            let tolerated = max(written.count, letters.count) < 4 ? 1 : max(written.count, letters.count) / 3
            guard abs(written.count - letters.count) <= tolerated else { continue }
            rest -= 1
            let distance = distance(written, letters)
            if distance <= tolerated, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.word
    }

    /// Advice for a word that is not known: the nearest one, or else all that there are.
    public static func advice(for word: String, among known: [String], called noun: String) -> String {
        if let nearest = nearest(to: word, among: known) {
            return "did you mean \(VisibleText.quoted(nearest))?"
        }
        let listed = known.prefix(24).joined(separator: ", ") + (known.count > 24 ? ", …" : "")
        return "\(noun): \(listed)"
    }

    /// Edits that turn one word into the other: insertions, deletions, replacements and swaps of neighbours.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforePrevious = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row] + [Int](repeating: 0, count: right.count)
            for column in 1...right.count {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                var edits = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    edits = min(edits, beforePrevious[column - 2] + 1)
                }
                current[column] = edits
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
