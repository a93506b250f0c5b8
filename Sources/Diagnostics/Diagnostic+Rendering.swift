// SPDX-License-Identifier: Apache-2.0

extension Diagnostic: CustomStringConvertible {
    /// The diagnostic as people read it: heading, the line with a caret, advice, and what is related.
    ///
    /// No control character of the user's text gets through. There is no line break at the end.
    public var description: String {
        let heading = "\(severity.rawValue): \(VisibleText.line(message))"
        var lines: [String] = []
        var indentation = 5
        if let location {
            let excerpt = Excerpt(of: location)
            indentation = max(indentation, String(location.line).count)
            let number = String(location.line)
            let blank = String(repeating: " ", count: indentation)
            lines.append("\(VisibleText.line(location.description)): \(heading)")
            lines.append("\(blank.dropFirst(number.count))\(number) | \(excerpt.line)")
            lines.append("\(blank) | \(excerpt.caret)")
        } else {
            lines.append(heading)
        }
        if let advice {
            lines.append(String(repeating: " ", count: indentation) + " = " + VisibleText.line(advice))
        }
        lines += related.map(\.description)
        return lines.joined(separator: "\n")
    }
}

extension Sequence<Diagnostic> {
    /// All of them, one below the other; no line break at the end.
    public var rendered: String { map(\.description).joined(separator: "\n") }
}
