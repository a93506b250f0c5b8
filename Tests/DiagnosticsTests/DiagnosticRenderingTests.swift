// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Testing

struct DiagnosticRenderingTests {
    @Test func `the place, the line, a caret and advice stand below each other`() {
        let source = SourceText(name: "serval.yaml", text: "capture:\n  vidoe: {}\n")
        let diagnostic = Diagnostic(
            .error, "unknown key \"vidoe\"", at: TextLocation(in: source, offset: 11, length: 5),
            advice: "did you mean \"video\"?",
            related: [
                Diagnostic(
                    .note, "the section starts here", at: TextLocation(in: source, offset: 0, length: 7))
            ])
        #expect(
            diagnostic.description == """
                serval.yaml:2:3: error: unknown key "vidoe"
                    2 |   vidoe: {}
                      |   ^~~~~
                      = did you mean "video"?
                serval.yaml:1:1: note: the section starts here
                    1 | capture:
                      | ^~~~~~~
                """)
    }

    @Test func `without a place there is only the heading and the advice`() {
        let diagnostic = Diagnostic(.error, "cannot read x.yaml", advice: "name another")
        #expect(diagnostic.description == "error: cannot read x.yaml\n      = name another")
    }

    @Test func `a caret stands below its character after tabs, wide characters and accents`() {
        let source = SourceText(name: "f", text: "\ta日e\u{301}x: 1")
        let diagnostic = Diagnostic(.warning, "here", at: TextLocation(in: source, offset: 5))
        #expect(
            diagnostic.description == """
                f:1:5: warning: here
                    1 |     a日e\u{301}x: 1
                      |         ^
                """)
    }

    @Test func `control characters become visible in the line, the message, the advice and the name`() {
        let source = SourceText(name: "f\u{1B}[2J", text: "a\u{1B}[31mb\u{202E}c\u{7F}")
        let diagnostic = Diagnostic(
            .error, "bad\u{7}\n", at: TextLocation(in: source, offset: 8), advice: "x\u{9B}y")
        #expect(
            diagnostic.description == """
                f␛[2J:1:9: error: bad␇␊
                    1 | a␛[31mb<U+202E>c␡
                      |                ^
                      = x<U+009B>y
                """)
    }

    @Test func `a long line is cut around the place`() {
        let source = SourceText(
            name: "f",
            text: String(repeating: "a", count: 300) + "HERE" + String(repeating: "b", count: 300))
        let diagnostic = Diagnostic(.error, "x", at: TextLocation(in: source, offset: 300, length: 4))
        let line = "…" + String(repeating: "a", count: 40) + "HERE" + String(repeating: "b", count: 52) + "…"
        let caret = String(repeating: " ", count: 41) + "^~~~"
        #expect(diagnostic.description == "f:1:301: error: x\n    1 | \(line)\n      | \(caret)")
    }

    @Test func `a long mark ends where the line is cut`() {
        let source = SourceText(name: "f", text: "key: " + String(repeating: "v", count: 500))
        let diagnostic = Diagnostic(.error, "x", at: TextLocation(in: source, offset: 5, length: 500))
        let line = "key: " + String(repeating: "v", count: 56) + "…"
        let caret = "     ^" + String(repeating: "~", count: 55)
        #expect(diagnostic.description == "f:1:6: error: x\n    1 | \(line)\n      | \(caret)")
    }

    @Test func `a place that reaches over the line's end is marked up to it`() {
        let source = SourceText(name: "f", text: "a: |\n  b\n  c\n")
        let diagnostic = Diagnostic(.error, "x", at: TextLocation(in: source, offset: 3, length: 9))
        #expect(diagnostic.description == "f:1:4: error: x\n    1 | a: |\n      |    ^")
    }

    @Test func `a line number of six digits moves the bar`() {
        let source = SourceText(name: "f", text: String(repeating: "\n", count: 123_455) + "x")
        let diagnostic = Diagnostic(.error, "m", at: TextLocation(in: source, offset: 123_455), advice: "a")
        #expect(diagnostic.description == "f:123456:1: error: m\n123456 | x\n       | ^\n       = a")
    }
}
