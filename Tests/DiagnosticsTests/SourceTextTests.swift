// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Testing

struct SourceTextTests {
    @Test(arguments: [
        ("a\nb\nc", 4, "3:1"), ("a\r\nb\r\nc", 6, "3:1"), ("a\rb\rc", 4, "3:1"), ("a\n", 2, "2:1"),
        ("ab", 9, "1:3"), ("", 0, "1:1"), ("\r", 1, "2:1"), ("ä日😀x", 3, "1:4"), ("e\u{301}x", 2, "1:2"),
    ])
    func `a place is given by line and by character`(text: String, offset: Int, expected: String) {
        let location = TextLocation(in: SourceText(name: "f", text: text), offset: offset)
        #expect(location.description == "f:\(expected)")
    }

    @Test func `a byte order mark is no part of the text`() {
        let source = SourceText(name: "f", bytes: [0xEF, 0xBB, 0xBF, 0x61])
        #expect(source.byteCount == 1)
    }

    @Test func `bytes that are not UTF-8 are replaced and their place is kept`() {
        let source = SourceText(name: "f", bytes: Array("ä\nb".utf8) + [0xFF, 0x63])
        #expect(source.encodingFault?.description == "f:2:2")
        #expect(SourceText(name: "f", text: "\u{FFFD}").encodingFault == nil)
    }

    @Test func `a byte is located by its scalar`() {
        #expect(SourceText(name: "f", text: "ä\n日x").location(ofByte: 6).description == "f:2:2")
    }

    @Test func `a place far into a line of megabytes is found, in scalars`() {
        let source = SourceText(name: "f", text: String(repeating: "日", count: 1_000_000) + "x")
        let location = TextLocation(in: source, offset: 1_000_000)
        #expect(location.description == "f:1:1000001")
        #expect(Diagnostic(.error, "m", at: location).description.hasSuffix("日x\n      | " + caret))
    }

    /// Behind `…` and 20 characters of two columns.
    private var caret: String { String(repeating: " ", count: 41) + "^" }
}
