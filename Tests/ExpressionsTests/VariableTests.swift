// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Expressions

/// Sections 6 and 7 of the language: names, selection, functions, integers.
struct VariableTests {
    private static let values: [ByteString: Value] = [
        "list": .array([.float(10), .string("b"), .null]),
        "map": .object(["a": .float(1), "1": .string("one"), "list": .array([.bool(true)])]),
        "zero": .int(0), "text": .string("abc"),
    ]

    private func selected(_ text: String) throws -> String {
        try Expression(parsing: text).evaluate(with: Variables(values: Self.values)).description
    }

    @Test(arguments: [
        ("map.a", "1"), ("map[\"a\"]", "1"), ("map[1]", "one"), ("map[1.0]", "one"), ("map.b", "<nil>"),
        ("map . a", "1"),
        ("map.list[0]", "true"), ("list[0]", "10"), ("list[\"1\"]", "b"), ("list[zero]", "10"), ("list[\"+1\"]", "b"),
        ("list[\"01\"]", "b"), ("list[2]", "<nil>"),
    ])
    func `keys and indices select by their text`(text: String, value: String) throws {
        #expect(try selected(text) == value)
    }

    @Test(arguments: ["list[99]", "list[-1]", "list[0.5]", "list.a", "list[true]", "list[foo]"])
    func `what is no index selects the array itself`(text: String) throws {
        #expect(try selected(text) == "[10 b <nil>]")
    }

    @Test(arguments: [
        "text.a", "text[0]", "zero.a", "foo.a", "foo[0]", "map.b.c", "map()", "text(1)", "foo()", "map.a()",
    ])
    func `nothing can be selected from or called in other values`(text: String) {
        #expect(throws: ExpressionError.self) { try selected(text) }
    }

    @Test(arguments: [
        "low-latency-hq", "constrained-baseline", "video/x-raw", "a|b", "foo * 1", "-foo", "~foo", "foo << 1",
        "foo < 1",
        "foo ** 2", "foo.bar", "width.x", "foo(1)", "min(1, 2)", "max(1)", "floor(1.5)", "ceil(1)", "abs(-1)",
        "strlen(\"a\")", "width(1)",
    ])
    func `null is an error where a number or function is needed`(text: String) {
        #expect(outcome(text) == "evaluate error")
    }

    @Test(arguments: [
        ("foo == foo", "bool true"), ("foo && true", "bool false"), ("!foo", "bool true"), ("foo ?? 1", "float 1"),
        ("foo ? 1 : 2", "float 2"), ("foo in []", "bool false"), ("foo =~ \"nil\"", "bool true"), ("foo", "null"),
    ])
    func `null is fine elsewhere`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        ("round(2.5)", "3"), ("round(-1.5)", "-2"), ("round(0.49999999999999994)", "0"), ("round(-0.4)", "0"),
        ("round(width * 1)", "1280"), ("round(3072 * 650)", "1996800"), ("round(1, foo)", "1"), ("round (7/2)", "4"),
        ("round(1e300)", "-9223372036854775808"), ("round(0/0)", "-9223372036854775808"),
        ("round(1e15 + 0.5)", "1000000000000001"), ("round(9.223372036854774e18)", "9223372036854773760"),
    ])
    func `round gives an integer, halves away from zero`(text: String, number: String) {
        #expect(outcome(text) == "int \(number)")
    }

    @Test(arguments: [
        "round(width)", "round(fps)", "round(\"3\")", "round(round(1.5))", "round()", "round", "round(foo)",
        "round(true)",
        "date()", "date(1)", "date(\"x\")", "date(\"2014-01-02\", 1)", "round(1, 2 - foo)",
    ])
    func `a function takes nothing else`(text: String) {
        #expect(outcome(text) == "evaluate error")
    }

    @Test(arguments: [
        ("width", "int 1280"), ("fps", "int 30"), ("width * 1", "float 1280"), ("-width", "float -1280"),
        ("1 ? width : 0", "int 1280"), ("round(1.5) + 1", "float 3"), ("foo ?? fps", "int 30"),
        ("0 || width", "bool true"),
    ])
    func `an integer stays one until an operator takes it`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test func `a rate beyond 16 bits is cut to what fits`() {
        #expect(outcome("fps", fps: 100_000) == "int 32767")
    }
}
