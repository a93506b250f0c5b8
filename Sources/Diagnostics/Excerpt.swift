// SPDX-License-Identifier: Apache-2.0

/// One line of a text with a caret under the place in question, cut around the place where the line is long.
struct Excerpt {
    let line: String
    let caret: String

    /// A line of up to this many columns is shown whole.
    private static let wholeColumns = 100
    /// What is shown before and from the place in a line that is cut.
    private static let columnsBefore = 40
    private static let columnsFrom = 56

    init(of location: TextLocation) {
        let source = location.source
        let content = source.line(holding: location.offset).content
        let start = min(location.offset, content.upperBound)
        let end = min(start + location.length, content.upperBound)
        // A character is at least a scalar wide, so no more than this can be shown.
        let first = max(content.lowerBound, start - Self.wholeColumns)
        let last = min(content.upperBound, start + Self.wholeColumns)
        let before = source.text(in: first..<start).map(VisibleText.Cell.init)
        let marked = source.text(in: start..<min(end, last)).map(VisibleText.Cell.init)
        let after = source.text(in: min(end, last)..<last).map(VisibleText.Cell.init)

        let columns = (before + marked + after).reduce(0) { $0 + $1.columns }
        if first == content.lowerBound, last == content.upperBound, columns <= Self.wholeColumns {
            self.init(before: before, marked: marked, after: after, leading: "", trailing: "")
            return
        }
        let head = Self.last(of: before, fitting: Self.columnsBefore)
        let tail = Self.first(of: marked + after, fitting: Self.columnsFrom)
        self.init(
            before: head, marked: Array(tail.prefix(marked.count)),
            after: Array(tail.dropFirst(marked.count)),
            leading: head.count < before.count || first > content.lowerBound ? "…" : "",
            trailing: tail.count < marked.count + after.count || last < content.upperBound ? "…" : "")
    }

    private init(
        before: [VisibleText.Cell], marked: [VisibleText.Cell], after: [VisibleText.Cell], leading: String,
        trailing: String
    ) {
        line = leading + (before + marked + after).map(\.text).joined() + trailing
        let offset = before.reduce(leading.count) { $0 + $1.columns }
        let length = max(1, marked.reduce(0) { $0 + $1.columns })
        caret = String(repeating: " ", count: offset) + "^" + String(repeating: "~", count: length - 1)
    }

    private static func first(of cells: [VisibleText.Cell], fitting columns: Int) -> [VisibleText.Cell] {
        var rest = columns
        return Array(
            cells.prefix { cell in
                rest -= cell.columns
                return rest >= 0
            })
    }

    private static func last(of cells: [VisibleText.Cell], fitting columns: Int) -> [VisibleText.Cell] {
        first(of: cells.reversed(), fitting: columns).reversed()
    }
}
