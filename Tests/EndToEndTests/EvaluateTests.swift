// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Testing

extension EndToEnd {
    /// `serval evaluate`, for people and for programs.
    @Suite struct Evaluate {
        @Test func `an expression is answered with its type and its text in a pipeline`() throws {
            try Scene.with { scene in
                let result = try scene.serval(["evaluate", "width / 2 * 10000", "--screen", "1920x1080@60"])
                #expect(result.status == .exited(0))
                #expect(result.output == "float: 9600000\n")
                let word = try scene.serval(["evaluate", "veryfast", "--format", "json"])
                #expect(
                    try JSONValue(text: word.output) == ["ok": .bool(true), "type": "null", "text": "veryfast"])
            }
        }

        @Test func `a faulty expression is shown with a caret, and the status says so`() throws {
            try Scene.with { scene in
                let result = try scene.serval(["evaluate", "width +"])
                #expect(result.status == .exited(1))
                #expect(result.output.isEmpty)
                #expect(
                    result.errorOutput == """
                        expression:1:8: error: the expression ends where a value should be
                            1 | width +
                              |        ^

                        """)
                #expect(try scene.serval(["evaluate"]).status == .exited(2))
                #expect(try scene.serval(["evaluate", "1", "--jsonl"]).status == .exited(2))
            }
        }

        @Test func `each line of requests is answered by a line`() throws {
            try Scene.with { scene in
                let requests = #"""
                    {"expr":"width","width":640,"height":360,"fps":15}
                    {"expr":"fps * 2"}
                    {"expr":"foo - 1"}
                    {"expr":"(1"}
                    not JSON
                    """#
                let file = scene.folder.file("requests.jsonl")
                try requests.write(toFile: file, atomically: true, encoding: .utf8)
                let command = "'\(BuiltProducts.path(of: "serval"))' evaluate --jsonl --screen 1280x720@30 < '\(file)'"
                let result = try scene.run("sh", ["-c", command])
                #expect(result.status == .exited(0), "\(result.errorOutput)")
                let answers = try result.output.split(separator: "\n").map { try JSONValue(text: String($0)) }
                #expect(answers.map(\.["ok"]) == [.bool(true), .bool(true), .bool(false), .bool(false), .bool(false)])
                #expect(answers[0] == ["ok": .bool(true), "type": "int", "text": "640"])
                #expect(answers[1] == ["ok": .bool(true), "type": "float", "text": "60"])
                #expect(answers[2]["error"]["class"] == "evaluate")
                #expect(answers[2]["error"]["column"].integer == 5)
                #expect(answers[3]["error"].keys == ["class", "text", "column"])
                #expect(answers[3]["error"]["class"] == "parse")
            }
        }
    }
}
