// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import TestFixtures
import Testing

/// Any text ends in a configuration or in diagnostics: no trap, no endless work.
@Suite(.timeLimit(.minutes(2)))
struct HostileTextTests {
    private func diagnostics(_ text: String) -> String {
        Fixture.diagnostics(SourceText(name: "f", text: text))
    }

    @Test func `aliases that multiply are stopped`() {
        var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        for level in 1..<30 {
            text +=
                "a\(level): &a\(level) ["
                + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]\n"
        }
        #expect(diagnostics(text).contains("error: more than 100000 values"))
    }

    @Test func `merges that multiply are stopped`() {
        var text = "m0: &m0 {" + (0..<300).map { "k\($0): [a,b,c,d,e,f,g,h]" }.joined(separator: ",") + "}\n"
        for level in 1..<100 {
            text += "m\(level): &m\(level) {<<: *m\(level - 1), n\(level): *m\(level - 1)}\n"
        }
        #expect(diagnostics(text).contains("error: more than 100000 values"))
    }

    @Test(arguments: ["[", "{a: ", "- ", "? ", "{? "])
    func `nesting without end is stopped`(opening: String) {
        #expect(
            diagnostics(String(repeating: opening, count: 100_000)).contains("nested deeper than 64 levels"))
    }

    @Test func `directives without number are stopped before libyaml compares them all`() {
        let directives = (0..<500_000).map { "%TAG !a\($0)! x\n" }.joined()
        #expect(
            diagnostics(directives + "--- {}\n") == "error: f has more than 100 lines that start with \"%\"")
        #expect(diagnostics("%YAML 1.1\n---\nserver: {}\n") == "")
    }

    @Test func `too many values, keys or bytes are stopped`() {
        let keys = (0..<99_000).map { "k\($0):\n" }.joined()
        #expect(diagnostics(keys).contains("error: more than 100000 values"))
        #expect(
            diagnostics((0..<40_000).map { "k\($0):\n" }.joined()).hasSuffix("note: 39900 more are not shown")
        )
        #expect(diagnostics(String(repeating: "#", count: 10_000_001)) == "error: f is larger than 10 MB")
    }

    @Test func `a file that is no text is said to be that, and not to be larger than it is`() {
        let source = SourceText(name: "f", bytes: [UInt8](repeating: 0xFF, count: 4_000_000))
        #expect(source.byteCount > 10_000_000)
        #expect(Fixture.diagnostics(source).hasPrefix("f:1:1: error: this is not UTF-8"))
    }

    @Test func `one line of megabytes is reported at its place`() {
        let text = "{server: {" + (0..<45_000).map { "key_number_\($0): 日本語" }.joined(separator: ", ") + "}}"
        let lines = diagnostics(text).split(separator: "\n")
        #expect(lines.first == "f:1:11: error: unknown key \"key_number_0\" in server")
        #expect(lines.last == "note: 44900 more are not shown")
    }

    @Test func `expressions of all pipelines together take bounded time`() {
        let slow = "'\"" + String(repeating: "a", count: 400) + "\" =~ `(a|a|a){200}b`'"
        let properties = (0..<2000).map { "p\($0): \(slow)" }.joined(separator: ", ")
        let text = "capture: {video: {pipelines: {a: {gst_encoder: x, gst_params: {\(properties)}}}}}"
        #expect(diagnostics(text).contains("error: this takes too many steps to calculate"))
        let nested = String(repeating: "(", count: 60_000)
        #expect(diagnostics("capture: {video: {pipelines: {a: {fps: '\(nested)'}}}}").contains("more than 250 levels"))
        let long = String(repeating: "1 + ", count: 30_000)
        #expect(
            diagnostics("capture: {video: {pipelines: {a: {fps: '\(long)1'}}}}").contains("longer than 65536 bytes"))
    }

    @Test(arguments: ["{", "{\"a\": ", "[", "- "])
    func `JSON in a variable has the limits of a file`(opening: String) {
        let environment = ["NEKO_CAPTURE_VIDEO_PIPELINES": "{\"a\": " + String(repeating: opening, count: 100_000)]
        let error = #expect(throws: ConfigurationError.self) {
            try LoadedConfiguration(file: nil, environment: environment)
        }
        #expect(error?.diagnostics.isEmpty == false)
    }

    @Test func `random variables and flags never trap`() {
        var random = SeededGenerator(seed: 0xF1A6)
        let values = [
            "", "{", "}", "null", "~", "1", "true", "a b", "[1]", "\u{0}", "{\"a\": {\"fps\": \"width\"}}", "*a", "&a",
            "%s",
        ]
        for _ in 0..<500 {
            var environment: [String: String] = [:]
            for _ in 0..<4 {
                guard let key = ConfigurationKey.all.randomElement(using: &random) else { continue }
                environment["NEKO_" + key.environmentName] = values.randomElement(using: &random)
            }
            let flags = ["capture", "capture.video", "capture.video.pipelines.a.fps", "..", "", "x"].map {
                ConfigurationFlag(key: $0, value: values.randomElement(using: &random) ?? "")
            }
            let chosen = Bool.random(using: &random) ? flags.filter { _ in Bool.random(using: &random) } : []
            _ = try? LoadedConfiguration(
                file: SourceText(name: "f", text: "capture: 5"), environment: environment, flags: chosen)
        }
    }

    @Test func `random bytes never trap`() {
        var random = SeededGenerator(seed: 0x5E27A1)
        let marks = Array(" \n:-[]{}&*!|>'\"%#?,a1".utf8)
        for _ in 0..<1500 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? UInt8.random(in: 0...255, using: &random) : marks.randomElement(using: &random) ?? 0
            }
            _ = Fixture.diagnostics(SourceText(name: "f", bytes: bytes))
        }
    }

    @Test(arguments: Fixture.names(in: Fixture.good))
    func `mutations of good files never trap`(name: String) throws {
        let original = try Fixture.bytes("\(Fixture.good)/\(name).yaml")
        var random = SeededGenerator(seed: UInt64(original.count))
        for _ in 0..<400 {
            var bytes = original
            for _ in 0...Int.random(in: 0...5, using: &random) { random.mutate(&bytes) }
            let source = SourceText(name: "f", bytes: bytes)
            do {
                let parsed = try Configuration.parse(source)
                #expect(!parsed.configuration.video.ids.isEmpty)
                #expect(
                    parsed.configuration.video.offeredPipelines.count == parsed.configuration.video.ids.count)
            } catch {
                #expect(error.diagnostics.contains { $0.severity == .error })
                #expect(!error.description.isEmpty)
            }
        }
    }
}

extension SeededGenerator {
    /// Replaces, inserts, removes or moves a few bytes.
    fileprivate mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &self)
        let end = min(bytes.count, at + Int.random(in: 1...30, using: &self))
        switch Int.random(in: 0..<5, using: &self) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &self)
        case 1: bytes.insert(Array("\t\n:-[]{}&*!|>'\"%#?,".utf8).randomElement(using: &self) ?? 0, at: at)
        case 2: bytes.removeSubrange(at..<end)
        case 3:
            bytes.insert(
                contentsOf: Array(bytes[at..<end]), at: Int.random(in: 0...bytes.count, using: &self))
        default: bytes.swapAt(at, Int.random(in: 0..<bytes.count, using: &self))
        }
    }
}
