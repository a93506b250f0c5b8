// SPDX-License-Identifier: Apache-2.0
import Expressions
import Testing

/// Section 8 of the language: the text of values, and what Serval writes in place of it.
struct TextTests {
    @Test(arguments: [
        ("25", "25", "25"), ("999999", "999999", "999999"), ("1000000", "1e+06", "1000000"),
        ("3000000", "3e+06", "3000000"), ("1234567", "1.234567e+06", "1234567"), ("100000.5", "100000.5", "100000.5"),
        ("1000000.5", "1.0000005e+06", "1.0000005e+06"), ("0.0001", "0.0001", "0.0001"), ("0.00001", "1e-05", "1e-05"),
        ("1e18", "1e+18", "1000000000000000000"), ("1e20", "1e+20", "1e+20"), ("1e100", "1e+100", "1e+100"),
        ("1/0", "+Inf", "+Inf"), ("-1/0", "-Inf", "-Inf"), ("0/0", "NaN", "NaN"), ("-0", "-0", "-0"),
        ("0 * -1", "-0", "-0"),
        ("round(3072 * 650)", "1996800", "1996800"), ("3072 * 650", "1.9968e+06", "1996800"),
        ("-3072 * 650", "-1.9968e+06", "-1996800"), ("round(3072 * 650) + 1", "1.996801e+06", "1996801"),
        ("3072*650.5", "1.998336e+06", "1998336"), ("(3072 * 4)", "12288", "12288"),
        ("(width * height * fps * 0.07)", "1.9353600000000002e+06", "1.9353600000000002e+06"),
        ("true", "true", "true"), ("cbr", "cbr", "cbr"), ("\"cbr\"", "cbr", "cbr"),
        (" cbr /* x */", " cbr /* x */", " cbr /* x */"),
        ("width > 1920 ? 5", "width > 1920 ? 5", "width > 1920 ? 5"), ("foo ?? \"cbr\"", "cbr", "cbr"),
        ("\"w=\" + 1000000", "w=1e+06", "w=1e+06"), ("[1e6]", "[1e+06]", "[1e+06]"),
        ("'cbr'", "parse error", "parse error"),
        ("low-latency-hq", "evaluate error", "evaluate error"), ("width", "1280", "1280"),
    ])
    func `a value's text is neko's, but whole numbers are in plain digits`(text: String, neko: String, serval: String) {
        #expect(pipelineText(text, form: .neko) == neko)
        #expect(pipelineText(text, form: .serval) == serval)
    }

    @Test func `a size is a number, a text that is one, and nothing else`() throws {
        let variables = Variables(width: 1280, height: 720, fps: 30)
        #expect(try Expression(parsing: "\"640\"").number(with: variables) == 640)
        #expect(try Expression(parsing: "width / 3").number(with: variables) == 1280.0 / 3)
        for text in ["true", "foo", "[1]", "\"big\"", "{}"] {
            #expect(throws: ExpressionError.self) { try Expression(parsing: text).number(with: variables) }
        }
    }
}
