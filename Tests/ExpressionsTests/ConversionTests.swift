// SPDX-License-Identifier: Apache-2.0
import Testing

/// Section 5 of the language: what operators make of their operands.
struct ConversionTests {
    @Test(arguments: [
        ("1.5", "1.5"), ("+5", "5"), ("-.5", "-0.5"), ("5.", "5"), ("1_000", "1000"), ("0x1p4", "16"), ("1e3", "1000"),
        ("inf", "+Inf"), ("-Infinity", "-Inf"), ("+INF", "+Inf"), ("nan", "NaN"), ("NaN", "NaN"), ("007", "7"),
    ])
    func `a text that is a number counts as one`(text: String, number: String) {
        #expect(outcome("\"\(text)\" * 1") == "float \(number)")
        #expect(outcome("\"\(text)\" - foo") == "evaluate error")
    }

    @Test(arguments: ["", " 1", "1 ", "0x10", "1e309", "+nan", "1__0", "abc", "true", "1,5", "0b1", "--1", "\u{FF11}"])
    func `another text is no number`(text: String) {
        #expect(outcome("\"\(text)\" * 1") == "parse error")
    }

    @Test(arguments: [
        ("!foo", "true"), ("!\"true\"", "false"), ("!\"TRUE\"", "false"), ("!\"false\"", "true"),
        ("!\"FALSE\"", "true"),
        ("!0", "true"), ("!(0/0)", "false"), ("!\"0\"", "true"), ("!\"2\"", "false"), ("!width", "false"),
    ])
    func `some values are true or false`(text: String, truth: String) {
        #expect(outcome(text) == "bool \(truth)")
    }

    @Test(arguments: ["!\"True\"", "!\"yes\"", "!\"\"", "![1]", "!{}", "!round"])
    func `others are neither`(text: String) {
        #expect(outcome(text).hasSuffix("error"))
    }

    @Test(arguments: [
        ("foo", "9"), ("false", "9"), ("0", "9"), ("(0 * -1)", "9"), ("round(0.2)", "9"), ("\"\"", "9"),
        ("\"0\"", "0"), ("\"false\"", "false"), ("(0/0)", "NaN"), ("[]", "[]"), ("{}", "map[]"), ("true", "true"),
        ("date(\"0001-01-01\")", "9"), ("date(\"0001-01-01T00:00:00Z\")", "9"),
    ])
    func `some values count as absent`(text: String, kept: String) {
        #expect(outcome("\(text) ?? 9").hasSuffix(" \(kept)"))
        #expect(outcome("\(text) ? 1 : 2") == (kept == "9" ? "float 2" : "float 1"))
    }

    @Test(arguments: [
        ("\"1\" + \"2\"", "string 12"), ("\"1\" + 2", "float 3"), ("1 + \"a\"", "string 1a"),
        ("true + true", "string truetrue"), ("[1] + 1", "string [1]1"), ("width + \"x\" + height", "string 1280x720"),
        ("\"w=\" + 1000000", "string w=1e+06"), ("foo + 1", "evaluate error"), ("\"a\" + foo", "evaluate error"),
        ("0.1+0.2", "float 0.30000000000000004"), ("{} + \"\"", "string map[]"), ("\"inf\" + 1", "float +Inf"),
    ])
    func `plus adds numbers and joins all else`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        ("1/0", "float +Inf"), ("-1/0", "float -Inf"), ("0/0", "float NaN"), ("5 % 0", "float NaN"),
        ("-4 % 2", "float -0"),
        ("-5 % 3", "float -2"), ("5.5 % 2", "float 1.5"), ("\"3\" * \"4\"", "float 12"), ("true * 1", "parse error"),
        ("[1] * 1", "evaluate error"), ("width / 3 * 2", "float 853.3333333333334"), ("width - height", "float 560"),
        ("1.1 ** 10", "float 2.593742460100002"), ("10 ** 308", "float 1.0000000000000006e+308"),
        ("2 ** -1", "float 0.5"), ("9 ** 0.5", "float 3"), ("(-8) ** 0.5", "float NaN"), ("0 ** 0", "float 1"),
        ("2 ** 0.5 ** 2", "float 2.0000000000000004"),
    ])
    func `calculation is in floating point`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        ("5 & 3", "1"), ("5 | 3", "7"), ("5 ^ 3", "6"), ("1 << 4", "16"), ("-8 >> 1", "-4"), ("5.9 & 3.9", "1"),
        ("-1.9 | 0", "-1"), ("~0", "-1"), ("~width", "-1281"), ("1 << 64", "0"), ("1 << 63", "-9.223372036854776e+18"),
        ("-8 >> 64", "-1"), ("8 >> 64", "0"), ("1 << -1", "0"), ("-8 >> -1", "-1"), ("\"6\" & 3", "2"),
        ("1e19 & -1", "-9.223372036854776e+18"), ("(0/0) | 0", "-9.223372036854776e+18"),
    ])
    func `bits are those of the whole number, in 64 bits`(text: String, number: String) {
        #expect(outcome(text) == "float \(number)")
    }

    @Test(arguments: [
        ("\"10\" < \"9\"", "true"), ("\"10\" < 9", "false"), ("10 < \"abc\"", "true"), ("true > 1", "true"),
        ("width > 1000", "true"), ("\"é\" > \"e\u{301}\"", "true"), ("[1] < [2]", "true"), ("(0/0) >= 0", "false"),
        ("\"\" < \"a\"", "true"), ("\"a\" <= \"a\"", "true"), ("2 >= 2", "true"), ("1 > 1", "false"),
    ])
    func `order is that of numbers, or else of the bytes of texts`(text: String, truth: String) {
        #expect(outcome(text) == "bool \(truth)")
    }

    @Test(arguments: [
        ("\"1\" == \"1.0\"", "true"), ("\"nan\" == \"nan\"", "false"), ("foo == false", "true"), ("foo == 0", "true"),
        ("true == 2", "true"), ("\"true\" == \"TRUE\"", "true"), ("\"0\" == \"false\"", "true"),
        ("1280 == width", "true"),
        ("\"a\" == \"a\"", "true"), ("\"é\" == \"e\u{301}\"", "false"), ("[1, 2] == [1, 2]", "true"),
        ("[width] == [1280]", "false"), ("[width * 1] == [1280]", "true"), ("{1: 2} == {1: 2}", "true"),
        ("(0/0) == (0/0)", "false"), ("foo == bar", "true"), ("\"a\" != 1", "true"), ("[] == {}", "false"),
        ("true == \"yes\"", "false"), ("foo == \"\"", "false"), ("[0/0] == [0/0]", "false"),
    ])
    func `equality tries numbers, then truths, then content`(text: String, truth: String) {
        #expect(outcome(text) == "bool \(truth)")
    }

    @Test(arguments: [
        ("0 && \"yes\"", "parse error"), ("false && \"yes\"", "bool false"), ("true || \"yes\"", "bool true"),
        ("width || \"yes\"", "evaluate error"), ("foo && bar", "bool false"), ("1 && 2", "bool true"),
        ("false && foo.bar", "bool false"), ("true || foo.bar", "bool true"), ("foo && foo.bar", "evaluate error"),
        ("0 || \"TRUE\"", "bool true"), ("1 || foo.bar", "evaluate error"),
    ])
    func `only an exact false or true decides alone`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        ("fps in [30]", "bool false"), ("width in [1280]", "bool false"), ("width * 1 in [1280]", "bool true"),
        ("foo in [foo]", "bool true"), ("\"a\" in [\"b\" \"a\"]", "bool true"), ("1 in []", "bool false"),
        ("width in [width]", "bool true"), ("1 in \"123\"", "parse error"), ("1 in {}", "evaluate error"),
        ("[1] in [[1]]", "bool true"), ("\"1\" in [1]", "bool false"), ("round(2.5) in [3]", "bool false"),
    ])
    func `membership converts nothing`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        ("width ?? foo.bar", "int 1280"), ("0 ?? width", "int 1280"), ("foo ?? \"cbr\"", "string cbr"),
        ("foo.bar ?? 3", "evaluate error"), ("1 ? 2 : foo.bar", "float 2"), ("0 ? foo.bar : 3", "float 3"),
    ])
    func `what is not chosen is not evaluated`(text: String, result: String) {
        #expect(outcome(text) == result)
    }
}
