// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Testing

@testable import HostConfig

struct NodeComposerTests {
    private func scalars(_ text: String) throws -> [(text: String, place: String)] {
        let source = SourceText(name: "f", text: text)
        let root = try NodeComposer.document(of: source, limits: YAMLLimits(), faults: FaultLog())
        return root.map(scalars) ?? []
    }

    private func scalars(_ node: Node) -> [(text: String, place: String)] {
        switch node.content {
        case .scalar(let scalar): [(scalar.text, "\(node.location.line):\(node.location.column)")]
        case .sequence(let items): items.flatMap(scalars)
        case .mapping(let entries): entries.flatMap { scalars($0.value) }
        }
    }

    @Test func `places stay right behind wide characters and every kind of line break`() throws {
        let found = try scalars(
            "a: ä日😀\r\nb: 'x'\rc: [y, \"z\\n\"]\n# e\u{301}\nd: {e\u{301}: w}\n\u{85}f: v\n")
        let expected = ["ä日😀 1:4", "x 2:4", "y 3:5", "z\n 3:8", "w 5:8", "v 6:5"]
        #expect(found.map { "\($0.text) \($0.place)" } == expected)
    }

    @Test(arguments: [
        ("1", ScalarForm.integer(1)), ("-0", .integer(0)), ("+7", .integer(7)), ("0", .integer(0)),
        ("1_000", .integer(1000)), ("0xFf", .integer(255)), ("9223372036854775807", .integer(.max)),
        ("9223372036854775808", .decimal(9_223_372_036_854_775_808)), ("1.5", .decimal(1.5)),
        (".5", .decimal(0.5)),
        ("1.", .decimal(1)), ("1e3", .decimal(1000)), ("-1.5E-1", .decimal(-0.15)), ("+.5", .decimal(0.5)),
        ("true", .boolean(true)), ("False", .boolean(false)), ("", .text), (".", .text), ("-", .text),
        ("_1", .text),
        ("1_", .text), ("0x", .text), ("007", .text), ("00.5", .text), ("1e", .text), ("e1", .text),
        ("1e999", .text),
        (".inf", .text), ("nan", .text), ("0x1p3", .text), ("1.2.3", .text), ("yes", .text), ("--1", .text),
        ("+-1", .text), ("infinity", .text), ("１", .text), ("1 ", .text),
    ])
    func `a plain text has the form that it looks like`(text: String, form: ScalarForm) {
        #expect(ScalarForm(text) == form)
    }
}
