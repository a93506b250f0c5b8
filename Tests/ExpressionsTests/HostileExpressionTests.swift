// SPDX-License-Identifier: Apache-2.0
import Expressions
import TestFixtures
import Testing

/// Any text ends soon in a value or an error.
@Suite(.timeLimit(.minutes(2)))
struct HostileExpressionTests {
    @Test(arguments: [
        "(", "[", "{", "!", "-", "1?", "1?1:", "foo[", "round(", "a.", "\"", "`", "1+", "1**", "[[],", "foo(", "/*",
        "((", "1 ?? (", "{1:",
    ])
    func `an opening without end`(opening: String) {
        for count in [1, 249, 250, 251, 1000, 20_000] {
            let text = String(repeating: opening, count: count)
            _ = outcome(text)
            _ = outcome(text + "1")
        }
    }

    @Test func `nesting has a limit that no person meets`() {
        func nested(_ levels: Int) -> String {
            String(repeating: "(", count: levels) + "1" + String(repeating: ")", count: levels)
        }
        #expect(outcome(nested(200)) == "float 1")
        #expect(complaint(nested(300))?.contains("more than 250 levels in each other") ?? false)
        #expect(outcome(String(repeating: "-", count: 60_000) + "1") == "float 1")
        #expect(outcome(String(repeating: "1+", count: 30_000) + "1") == "float 30001")
        #expect(outcome(Array(repeating: "foo ?? ", count: 5000).joined() + "1") == "float 1")
    }

    @Test func `a text beyond 64 KiB is refused`() {
        #expect(outcome(String(repeating: " ", count: 65_535) + "1") == "float 1")
        #expect(
            complaint(String(repeating: " ", count: 65_536) + "1") == "1: the expression is longer than 65536 bytes")
    }

    @Test func `joined texts grow with the expression and no faster`() {
        let text = "\"" + String(repeating: "a", count: 1000) + "\""
        #expect(outcome(Array(repeating: text, count: 60).joined(separator: "+")).utf8.count == 60_007)
        _ = outcome(Array(repeating: "[width]", count: 8000).joined(separator: "+"))
        _ = outcome(Array(repeating: "\"ab\"+width", count: 6000).joined(separator: "+"))
    }

    @Test(arguments: [
        "(a*)*b", "(a|a)*b", "(a+)+$", "(.*)*x", "((a{0,30}){0,30})b", "(a?){1000}a{1000}", "(\\pL|\\w|[a-z])*9",
        "(?i)(ſ|k|[a-z])*9", "\\p{Common}*\\p{Han}*9", "(x{100}|y{100}|[^a]{100})*z",
    ])
    func `a pattern takes bounded time`(pattern: String) {
        let quoted = "`\(pattern)`"
        let text = "\"" + String(repeating: "aA1 ", count: 15_000) + "\""
        _ = outcome("\(text) =~ \(quoted)")
        _ = outcome("(foo ?? \(text)) =~ (bar ?? \(quoted))")
    }

    @Test func `a pattern that grows is refused`() {
        #expect(outcome("\"a\" =~ `((((a{9}){9}){9}){9}){9}`") == "parse error")
        #expect(complaint("\"a\" =~ `" + String(repeating: "(a{1000}|", count: 900) + "`") != nil)
        #expect(complaint("\"a\" =~ `" + String(repeating: "(", count: 2000) + "`") != nil)
        _ = outcome(Array(repeating: "(foo =~ `[a-z\\pL]{1000}`)", count: 2000).joined(separator: "||"))
    }

    @Test(arguments: [
        "1e308 * 10", "9" + String(repeating: "9", count: 60_000), "0." + String(repeating: "0", count: 60_000) + "1",
        "1 << 1e300", "round(1/0)", "round(-1/0)", "~(1/0)", "(0/0) % 1", "1e308 ** 1e308", "(-1) ** 1e308", "0 ** -1",
        "-9223372036854775808 % -1", "round(-9223372036854775808) % -1", "1 >> -9223372036854775808", "2 ** 1e19",
        "5e-324 / 2",
        "0x" + String(repeating: "f", count: 60_000) + "p0", "1e" + String(repeating: "9", count: 60_000),
        "1e-" + String(repeating: "9", count: 60_000),
        "5e-324 ** 0.5", "1e308 ** 0.999", "\"1e999\" * 1",
    ])
    func `no number is too large to be answered`(text: String) {
        _ = outcome(text)
        _ = pipelineText(text, form: .serval)
    }

    @Test func `random texts never trap`() {
        var random = SeededGenerator(seed: 0xE8)
        let pieces = [
            "width", "fps", "foo", "1", "2.5", "1e9", "\"a\"", "'a'", "`", "(", ")", "[", "]", "{", "}", "?", ":", "??",
            "**", "+",
            "-", "!", "~", "=~", "in", "round", "date", ".", ",", "\\", "\n", "\u{301}", "/*", "0x", "<<", "%", "&",
            "==", "\u{0}",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &random)
            _ = outcome((0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined())
        }
    }
}
