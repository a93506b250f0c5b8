// SPDX-License-Identifier: Apache-2.0
import Testing

/// Section 2 of the language: blanks, comments, names, operators.
struct TokenTests {
    @Test(arguments: [
        (" \t\n\r1\r\n ", "float 1"), ("\u{A0}1", "parse error"), ("1\u{A0}", "parse error"),
        ("\u{2003}1", "parse error"), ("\u{FEFF}1", "float 1"), ("\u{FEFF}\u{FEFF}1", "parse error"),
        ("1\u{FEFF}", "parse error"), ("", "parse error"), ("  ", "parse error"), ("\u{0}", "parse error"),
    ])
    func `only four characters are blanks`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        ("1 // two", "float 1"), ("1 // a\n+ 2", "float 3"), ("1 /* a */ + /* b\n */ 2", "float 3"),
        ("1 /* x", "float 1"), ("1 /*", "float 1"), ("width //2", "int 1280"), ("a//b", "null"),
        ("/**/1", "float 1"), ("/*/1", "parse error"), ("// only", "parse error"), ("1 / / 2", "parse error"),
        ("4 /**/ / 2", "float 2"), ("\"a//b\"", "string a//b"), ("1 /* /* */ */", "parse error"),
    ])
    func `comments are blanks`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        ("größe", "null"), ("_", "null"), ("_1", "null"), ("名前", "null"), ("a١", "null"), ("ｗｉｄｔｈ", "null"),
        ("e\u{301}", "parse error"), ("x²", "parse error"), ("Ⅷ", "parse error"), ("🙂", "parse error"),
        ("1a", "parse error"), ("$a", "parse error"), ("a$", "parse error"), ("@", "parse error"),
    ])
    func `a name is letters, digits and underscores`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        "nil", "null", "True", "TRUE", "False", "NaN", "inf", "and", "or", "not", "in", "Width", "rounds",
    ])
    func `a name that nobody gave a value is null`(name: String) {
        #expect(outcome(name) == "null")
    }

    @Test(arguments: [
        ("in in [in]", "bool true"), ("1 in[1]", "bool true"), ("1in[1]", "bool true"), ("in ?? 1", "float 1"),
        ("true", "bool true"), ("false", "bool false"), ("round", "evaluate error"), ("date", "evaluate error"),
        ("foo.true", "evaluate error"), ("foo.in", "evaluate error"),
    ])
    func `few words are reserved, and only where an operand is expected`(text: String, result: String) {
        #expect(outcome(text) == result)
    }

    @Test(arguments: [
        ("1 **-1", "float 1"), ("1 ?-1:2", "float -1"), ("1 ==!1", "bool false"), ("2**3", "float 8"),
        ("1<<2", "float 4"), ("1 === 1", "parse error"), ("2 *** 3", "parse error"), ("1 &&& 1", "parse error"),
        ("1 =! 2", "parse error"), ("a => b", "parse error"), ("1 < < 2", "parse error"), ("1 ? ? 2", "parse error"),
        ("1 | | 0", "parse error"), ("1 <> 2", "parse error"), ("1 = 1", "parse error"), ("1 ! 1", "parse error"),
    ])
    func `an operator is as long as it can be, without blanks inside`(text: String, result: String) {
        #expect(outcome(text) == result)
    }
}
