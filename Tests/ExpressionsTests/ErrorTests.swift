// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expressions
import Testing

/// What is said of a text that is no expression, and where it points.
struct ErrorTests {
    @Test(arguments: [
        ("1 +", "4: the expression ends where a value should be"),
        ("(width / 3", "11: the expression ends in parentheses, expected \")\""),
        ("1.5.5", "4: unexpected \".5\" after the end of the expression"),
        ("äöü + 1 $", "9: unexpected \"$\" after the end of the expression"),
        ("0x10", "1: \"0x10\" is no number (write it in decimal: 16)"),
        ("1e999", "1: \"1e999\" is too large for a number"),
        ("'cbr'", "1: single quotes hold exactly one character (a text needs double quotes: \"cbr\")"),
        (
            "width + foo * 2",
            "13: \"*\" needs two numbers, not null and float "
                + "(a name other than width, height and fps is null; a text needs double quotes)"
        ),
        ("round(width)", "1: round needs a number with a fraction, not int (an integer needs no rounding)"),
        ("1 + (2 - true)", "8: \"-\" needs two numbers, not float and bool"),
        ("foo(1)", "1: there is no function \"foo\" (there are two functions: round and date)"),
        ("fps.x", "1: there is no \"x\" in \"fps\", which is int"),
        ("\"a\" =~ \"(\"", "5: the pattern \"(\" lacks a closing )"),
        ("1 ? 2 ) : 3", "7: unexpected \")\" in the first branch of a condition, expected \":\" and the other branch"),
        ("\"abc", "1: this text lacks its closing quote"),
        ("1 in width", "3: \"in\" needs an array on its right side, not int"),
    ])
    func `an error names what it is about, at its column`(text: String, expected: String) {
        #expect(complaint(text) == expected)
    }

    @Test(arguments: [
        "low-latency-hq", "10:20", "1080p", "video/x-raw", "zerolatency+fastdecode", "a.b", "key=value", "2x",
    ])
    func `a text that was meant as it stands is said to need quotes`(text: String) throws {
        let shown = try #require(complaint(text))
        #expect(shown.hasSuffix("(to use it as it stands, quote it inside: '\"\(text)\"')"))
    }

    @Test func `an error shows the line with a caret`() {
        let error = #expect(throws: ExpressionError.self) {
            try Expression(parsing: "width >\n  1000 ? $ : 2", named: "gst_params.bitrate")
        }
        #expect(
            error?.description == """
                gst_params.bitrate:2:10: error: unexpected "$" where a value should be
                    2 |   1000 ? $ : 2
                      |          ^
                """)
    }
}
