// SPDX-License-Identifier: Apache-2.0
import Testing

/// Section 4 of the language: precedence, conditions, folding, what may follow.
struct GrammarTests {
    @Test(arguments: [
        ("2 ** 3 ** 2", "float 64"), ("8 - 4 - 2", "float 2"), ("8 / 4 / 2", "float 1"), ("-2 ** 2", "float 4"),
        ("6 & 3 | 8", "float 10"), ("1 | 2 ^ 3 & 4", "float 0"), ("1 & 0 == 0", "bool true"),
        ("!1 == 0", "bool true"), ("--5", "float 5"), ("width -- 1", "float 1281"), ("2 + 3 * 4 ** 2", "float 50"),
        ("1 << 2 + 1", "float 8"), ("1 + 1 << 2", "float 8"), ("4 & 1 << 2", "float 4"),
        ("true || false && false", "bool true"),
        ("1 < 2 == true", "bool true"), ("2 ?? 3 == 3", "float 2"), ("foo ?? bar ?? 3", "float 3"),
        ("~-1", "float 0"), ("-!true", "parse error"), ("-!foo", "evaluate error"), ("!-1", "bool false"),
        ("2 * -3", "float -6"),
        ("+1", "parse error"), ("^1", "parse error"), ("1 +", "parse error"), ("* 2", "parse error"),
        ("1 + + 2", "parse error"),
    ])
    func `operators bind by precedence, all of them to the left`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        ("foo ?? false ? 1 : 2", "float 2"), ("1 ? 2 : 3 + 4", "float 2"), ("0 ? 2 : 3 + 4", "float 7"),
        ("0 ? 1 : foo ?? 5", "float 5"), ("1 ? 0 ? 1 : 2 : 3", "float 2"), ("0 ? 1 : 0 ? 2 : 3", "float 3"),
        ("1 + 1 ? 2 : 3", "float 2"), ("(1 ? 2 : 3) + 4", "float 6"), ("width > 1920 ? 5", "null"),
        ("width > 1000 ? 5", "float 5"), ("1 ? 2 : 0 ? 3", "float 2"), ("0 ? 1 ? 2 : 3", "null"),
        ("1 ? 0 ? 3", "null"), ("(true ? 1)", "parse error"), ("[true ? 1]", "parse error"),
        ("round(1 ? 2)", "parse error"), ("? 1 : 2", "parse error"), ("1 ? : 2", "parse error"),
        ("1 ? 2 :", "parse error"),
    ])
    func `a condition takes all to its left, and its else branch all to its right`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        "[1,2][0]", "\"a\"[0]", "({1:2}).a", "round(1).x", "(foo).x", "1.x", "true.x", "foo(1).x", "foo(1)(2)",
        "foo(1)[0]",
    ])
    func `only a name can be selected from, and a call ends it`(text: String) {
        #expect(outcome(text) == "parse error")
    }

    @Test(arguments: [
        ("true || (1 - true)", "parse error"), ("true ? \"a\" : (1 - true)", "parse error"),
        ("1 ?? (1 - true)", "parse error"), ("true || (foo - 1)", "bool true"), ("-true", "parse error"),
        ("-foo", "evaluate error"), ("\"a\" =~ \"(\"", "parse error"), ("foo =~ \"(\"", "parse error"),
        ("false && (foo =~ \"(\")", "parse error"), ("foo =~ \"(\" + bar", "evaluate error"),
        ("\"(\" =~ foo", "bool false"), ("1 in 2", "parse error"), ("1 in foo", "evaluate error"),
        ("[1] - 1", "evaluate error"), ("1 + (2 - true) * foo", "parse error"),
        ("round(1) - true", "evaluate error"), ("(true ? 1 : 2) - true", "evaluate error"),
    ])
    func `what has only constants is calculated when the text is read`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        "1:2:3", "4:3", "a b", "key=value", "a,b", "50%", "127.0.0.1", "http://x", "1 2", "1)", "a;b", "x]",
        "low latency",
    ])
    func `nothing may follow an expression`(text: String) {
        #expect(outcome(text) == "parse error")
    }
}
