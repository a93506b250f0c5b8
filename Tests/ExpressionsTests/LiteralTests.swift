// SPDX-License-Identifier: Apache-2.0
import Expressions
import Testing

/// Section 3 of the language: numbers, texts, arrays, objects.
struct LiteralTests {
    @Test(arguments: [
        ("007", "7"), ("010", "10"), ("08", "8"), (".5", "0.5"), ("5.", "5"), ("5.e2", "500"), ("1E3", "1000"),
        ("1e+3", "1000"), ("0x1p4", "16"), ("0x1.8p1", "3"), ("0x1p-2", "0.25"), ("0x_1p4", "16"),
        ("0X1P4", "16"), ("1_000", "1000"), ("1_000.5_5", "1000.55"), ("9007199254740993", "9.007199254740992e+15"),
        ("1e-400", "0"), ("00", "0"), ("1e0_1", "10"), ("0x.8p1", "1"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ])
    func `a number is 64-bit floating point`(text: String, value: String) {
        #expect(outcome(text) == "float \(value)")
    }

    @Test(arguments: [
        "0x10", "0x00000004", "0x", "0b101", "0o17", "1e", "1e+", "1p4", "1080p", "1__0", "1_", "1_.5", "1._5",
        "1e309", "1e400", "12abc", "60fps", "4k", "1920x1080", "1.5.5", "1,5", "+5", ".", "0x1.8", "1e5.5", "0x1p",
        "_1.5", "1e_5", "0xg", "1 000",
    ])
    func `anything else that starts like a number is refused`(text: String) {
        #expect(outcome(text) == "parse error")
    }

    @Test(arguments: [
        (#""a\tb""#, "a\tb"), (#""\a\b\f\n\r\v""#, "\u{7}\u{8}\u{C}\n\r\u{B}"), (#""\\\"""#, "\\\""),
        (#""\101\x41\u00e9\U0001F600""#, "AAé😀"), ("`a\\b`", "a\\b"), ("`a\r\nb`", "a\nb"), ("``", ""),
        ("'c'", "c"), ("'é'", "é"), (#"'\n'"#, "\n"), (#"'\''"#, "'"), ("''", ""), (#""é" "#, "é"), (#""'""#, "'"),
    ])
    func `a text is in double quotes, backquotes, or a single character`(text: String, value: String) {
        #expect(outcome(text) == "string \(value)")
    }

    @Test(arguments: [
        "'cbr'", "\"a\nb\"", "'\n'", #""\'""#, #"'\"'"#, #""\/""#, #""\0""#, #""\400""#, #""\x4""#, #""\ud83d""#,
        #""\U00110000""#, "\"a", "'a", "`a", #""a\"#, #""\8""#, #""\N""#, "'ab'", #""\u12""#,
    ])
    func `a text that is not closed or has a wrong escape is refused`(text: String) {
        #expect(outcome(text) == "parse error")
    }

    @Test func `an escape can make bytes that are no UTF-8`() throws {
        let bytes = try Expression(parsing: #""\xff\377a""#)
            .bytes(with: Variables(width: 1, height: 1, fps: 1), form: .neko)
        #expect(bytes == [0xFF, 0xFF, 0x61])
    }

    @Test(arguments: [
        ("[1, 2]", "[1 2]"), ("[1 2]", "[1 2]"), ("[1,,2]", "[1 2]"), ("[,1]", "[1]"), ("[1,]", "[1]"), ("[,]", "[]"),
        ("[]", "[]"), ("[1 -1]", "[0]"), ("[1, -1]", "[1 -1]"), ("[[1] 2]", "[[1] 2]"), ("[\"a\" 'b']", "[a b]"),
        ("[foo]", "[<nil>]"), ("[width, 1e6]", "[1280 1e+06]"), ("[true !true]", "[true false]"),
    ])
    func `in an array commas are decoration`(text: String, value: String) {
        #expect(outcome(text) == "array \(value)")
    }

    @Test(arguments: [
        ("{a: 1}", "map[<nil>:1]"), ("{width: 1}", "map[1280:1]"), ("{1e6: 2}", "map[1e+06:2]"), ("{}", "map[]"),
        ("{\"b\": 1, \"a\": 2}", "map[a:2 b:1]"), ("{\"a\" = 1}", "map[a:1]"), ("{\"a\", 1}", "map[a:1]"),
        ("{\"a\" 5 \"b\"}", "map[a:b]"), ("{\"a\": 1 \"a\": 2}", "map[a:2]"), ("{,\"a\":1,,}", "map[a:1]"),
        ("{true ? 1 : 2 : 3}", "map[1:3]"),
    ])
    func `an object's keys are the texts of values, and the last of equal ones wins`(text: String, value: String) {
        #expect(outcome(text) == "object \(value)")
    }

    @Test(arguments: ["{\"a\"}", "{display}", "{\"a\":}", "{", "[", "[1", "{1:2", "]", "}", "(", "()", "(1"])
    func `a bracket that is not closed is refused`(text: String) {
        #expect(outcome(text) == "parse error")
    }
}
