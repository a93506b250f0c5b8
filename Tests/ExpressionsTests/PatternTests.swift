// SPDX-License-Identifier: Apache-2.0
import Testing

/// Patterns for `=~` and `!~`: RE2's syntax and meaning.
struct PatternTests {
    private func matches(_ text: String, _ pattern: String) -> String {
        let quoted = [text, pattern].map { text in
            "\"" + text.map { ["\\": "\\\\", "\"": "\\\"", "\n": "\\n"][$0] ?? String($0) }.joined() + "\""
        }
        return outcome("\(quoted[0]) =~ \(quoted[1])")
    }

    @Test(arguments: [
        ("abc", "b"), ("", ""), ("abc", "^a.c$"), ("a\nc", "(?s)a.c"), ("a\nb", "(?m)^b$"), ("ABC", "(?i)abc"),
        ("K", "(?i)k"), ("ſ", "(?i)S"), ("aaa", "^a{2,3}$"), ("ab12", "\\d{2}\\z"), ("a-b", "[a\\-]b?"), ("é", "\\pL"),
        ("É", "\\p{Lu}"), ("Ω", "\\p{Greek}"), ("日", "\\p{Han}"), ("x", "\\P{Greek}"), ("1", "[[:digit:]]"),
        ("a.b", "\\Qa.b\\E"),
        ("foo bar", "\\bbar\\b"), ("A", "\\x41"), ("😀", "\\x{1F600}"), ("]", "[]]"), ("-", "[a-]"),
        ("ab", "(?:a|b){2}"),
        ("ab", "(?P<first>a)b"), ("a{,3}", "a{,3}"), ("aXb", "a(?i:x)b"), ("", "^$"), ("a", "a|"),
        ("Letter", "\\p{ letter }"),
    ])
    func `a pattern is found anywhere`(text: String, pattern: String) {
        #expect(matches(text, pattern) == "bool true")
    }

    @Test(arguments: [
        ("abc", "^b"), ("a\nc", "a.c"), ("a\nb", "^b"), ("é", "\\w"), ("K", "[k]"), ("Σ", "\\p{Latin}"),
        ("a", "^[^a]$"),
        ("ab", "^(a|c)$"), ("foobar", "\\bbar"), ("a", "\\A\\z"), ("\u{B}", "\\s"),
    ])
    func `a pattern is not found where it is not`(text: String, pattern: String) {
        #expect(matches(text, pattern) == "bool false")
    }

    @Test(arguments: [
        "(", ")", "a**", "a{1001}", "a{2,1}", "[z-a]", "[a", "\\1", "\\Z", "(?=a)", "(?<n>a)(?<n>b)", "*", "\\p{Foo}",
        "\\C",
        "(?q)", "\\", "x{500}{500}", "[[:foo:]]", "\\x{110000}",
    ])
    func `what RE2 does not know is refused`(pattern: String) {
        #expect(matches("a", pattern) == "parse error")
    }

    @Test func `the text of any value is searched`() {
        #expect(outcome("width =~ \"^12\"") == "bool true")
        #expect(outcome("foo =~ \"^<nil>$\"") == "bool true")
        #expect(outcome("1000000 !~ \"e\"") == "bool false")
        #expect(outcome("[1 2] =~ \"1 2\"") == "bool true")
        #expect(outcome("\"\\xff\" =~ \"^.$\"") == "bool true")
    }
}
