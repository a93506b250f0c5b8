// SPDX-License-Identifier: Apache-2.0

/// Compiles RE2's syntax, with Perl's additions as in Go, to the steps of a `Pattern`.
///
/// Works with a stack of its own, so that nesting costs no call depth.
struct PatternParser {
    struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotTakesLineBreaks = false
    }

    /// A compiled part, with the largest product of nested repetition counts in it.
    struct Piece {
        var steps: [Pattern.Step]
        var repetitions = 1
    }

    enum Entry {
        case piece(Piece)
        case bar
        case group(Flags)
    }

    var scalars: [UInt32]
    var position = 0
    var flags = Flags()
    var effort: Effort
    var stack: [Entry] = []
    var depth = 0
    var groupNames: Set<[UInt32]> = []

    static let maximumRepetition = 1000
    static let maximumDepth = 1000
    static let maximumSteps = 50_000

    init(_ text: ByteString, effort: Effort) throws(Fault) {
        self.effort = effort
        guard let string = String(validating: text.bytes, as: UTF8.self) else { throw Fault("is not UTF-8") }
        scalars = string.unicodeScalars.map(\.value)
    }

    mutating func parse() throws(Fault) -> [Pattern.Step] {
        /// Whether the step before was a repetition, which cannot be repeated without a group.
        var afterRepetition = false
        while let scalar = peek() {
            let start = position
            var isRepetition = false
            switch Unicode.Scalar(scalar) {
            case "(": try openGroup()
            case ")": try closeGroup()
            case "|":
                position += 1
                try closeAlternative()
                stack.append(.bar)
            case "^": push(.check(flags.isMultiline ? .lineStart : .textStart))
            case "$": push(.check(flags.isMultiline ? .lineEnd : .textEnd))
            case ".": push(flags.dotTakesLineBreaks ? .any : .anyButLineBreak)
            case "[": append(.oneOf(try parseClass()))
            case "\\": try parseEscape()
            case "*", "+", "?":
                position += 1
                let range = scalar == 0x2B ? (1, nil) : (0, scalar == 0x2A ? nil : 1)
                try repeatLast(range, from: start, afterRepetition: afterRepetition)
                isRepetition = true
            case "{":
                if let range = try readCounts() {
                    try repeatLast(range, from: start, afterRepetition: afterRepetition)
                    isRepetition = true
                } else {
                    pushLiteral(scalar)
                }
            default: pushLiteral(scalar)
            }
            afterRepetition = isRepetition
        }
        let piece = try closeLevel()
        guard stack.isEmpty else { throw Fault("lacks a closing )") }
        return piece.steps
    }

    func peek(_ distance: Int = 0) -> UInt32? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    /// What was read since a position, for a message.
    func text(from start: Int) -> String {
        var text = ""
        for value in scalars[start..<min(position, start + 40)] {
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    mutating func append(_ step: Pattern.Step) {
        stack.append(.piece(Piece(steps: [step])))
    }

    mutating func appendLiteral(_ scalar: UInt32) {
        guard flags.ignoresCase, let known = Unicode.Scalar(scalar) else { return append(.scalar(scalar)) }
        append(.folded(CaseFolding.folded(known)))
    }

    private mutating func push(_ step: Pattern.Step) {
        position += 1
        append(step)
    }

    private mutating func pushLiteral(_ scalar: UInt32) {
        position += 1
        appendLiteral(scalar)
    }
}
