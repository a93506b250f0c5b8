// SPDX-License-Identifier: Apache-2.0

/// A pattern for `=~` and `!~`: RE2 as Go writes it.
///
/// It is compiled to a program of steps that is followed on all paths at once, so that the time grows with the
/// text's length and not exponentially.
struct Pattern: Sendable {
    /// Jumps are relative, so that a piece of a program can be repeated by copying it.
    enum Step: Sendable {
        case scalar(UInt32)
        /// Any scalar of the same letter, whatever its case.
        case folded(UInt32)
        case any
        case anyButLineBreak
        case oneOf(ScalarClass)
        case check(Place)
        case jump(Int32)
        /// Goes on at both.
        case fork(Int32, Int32)
    }

    /// What can be asked of the place between two scalars.
    enum Place: Sendable {
        case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
    }

    /// Passing its end is a match.
    let steps: [Step]

    /// Compiles a pattern; throws when RE2 would not take it, or when it is too large.
    init(_ text: ByteString, effort: inout Effort) throws(Fault) {
        do {
            var parser = try PatternParser(text, effort: effort)
            steps = try parser.parse()
            effort = parser.effort
        } catch {
            throw Fault("the pattern \(Self.quoted(text)) \(error.text)", advice: error.advice)
        }
    }

    private static func quoted(_ text: ByteString) -> String {
        let start = text.bytes.prefix(60)
        return "\"" + String(decoding: start, as: UTF8.self) + (start.count < text.bytes.count ? "…" : "") + "\""
    }
}
