// SPDX-License-Identifier: Apache-2.0

/// A page of writing to scroll through: lines of words in glyphs that mean nothing, but have text's edges and gaps.
enum TextPage {
    /// Paper, ink and a color for some words.
    struct Colors {
        var paper: UInt32
        var ink: UInt32
        var accent: UInt32
    }

    static let lineHeight = 16
    private static let cellWidth = 8
    private static let glyphHeight = 11

    /// Draws a page.
    ///
    /// - Parameter height: Rounded up to whole lines, so that the page's end joins its beginning.
    static func draw(width: Int, height: Int, colors: Colors, seed: UInt64) -> Canvas {
        var numbers = FixedNumbers(seed: seed)
        let lines = (height + lineHeight - 1) / lineHeight
        let page = Canvas(width: width, height: lines * lineHeight, color: colors.paper)
        let alphabets = [colors.ink, colors.accent].map { color in
            (0..<48).map { _ in glyph(of: color, on: colors.paper, &numbers) }
        }
        for line in 0..<lines {
            var x = cellWidth * (1 + numbers.next(below: 3))
            let end = min(width - cellWidth, width / 2 + numbers.next(below: width / 2 + 1))
            while x < end {
                let alphabet = alphabets[numbers.next(below: 8) == 0 ? 1 : 0]
                for _ in 0..<(2 + numbers.next(below: 8)) where x + cellWidth <= end {
                    let rows = alphabet[numbers.next(below: alphabet.count)]
                    for (row, pixels) in rows.enumerated() {
                        page.set(x: x, y: line * lineHeight + 3 + row, pixels)
                    }
                    x += cellWidth
                }
                x += cellWidth
            }
        }
        return page
    }

    /// A glyph's rows: strokes with soft edges, as fonts are drawn on screens.
    private static func glyph(of ink: UInt32, on paper: UInt32, _ numbers: inout FixedNumbers) -> [[UInt32]] {
        var weights = [[Int]](repeating: [Int](repeating: 0, count: cellWidth), count: glyphHeight)
        for _ in 0..<3 {
            let isUpright = numbers.next(below: 2) == 0
            let place = numbers.next(below: isUpright ? cellWidth - 2 : glyphHeight)
            let soft = 64 + numbers.next(below: 128)
            if isUpright {
                for row in 0..<glyphHeight {
                    weights[row][place] = 256
                    weights[row][place + 1] = max(weights[row][place + 1], soft)
                }
            } else {
                for column in 0..<cellWidth - 1 { weights[place][column] = 256 }
                if place + 1 < glyphHeight {
                    for column in 0..<cellWidth - 1 {
                        weights[place + 1][column] = max(weights[place + 1][column], soft)
                    }
                }
            }
        }
        return weights.map { row in row.map { mixed(ink, paper, weight: $0) } }
    }

    /// `weight` parts of 256 of one color, the rest of the other.
    private static func mixed(_ one: UInt32, _ other: UInt32, weight: Int) -> UInt32 {
        let weight = UInt32(weight)
        return [0, 8, 16].reduce(0) { result, shift in
            let sum = (one >> shift & 0xff) * weight + (other >> shift & 0xff) * (256 - weight)
            return result | sum / 256 << shift
        }
    }
}
