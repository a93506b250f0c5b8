// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import Processes
import Synchronization
import TestFixtures
import Testing

@testable import Providers

/// The survey with a script in the worker's place that notes down each time it is asked.
@Suite struct ProviderSurveyTests {
    private final class Clock: Sendable {
        private let seconds = Mutex<Int64>(1_000_000)
        var now: Int64 { seconds.withLock { $0 } }
        func advance(_ seconds: Int64) { self.seconds.withLock { $0 += seconds } }
    }

    private let scratch: Scratch
    private let clock = Clock()

    init() throws {
        scratch = try Scratch()
        try scratch.write(
            """
            #!/bin/sh
            echo "$2" >> \(scratch.path)/asked
            case "$(tail -c 5 "$2")" in
            crash) kill -SEGV $$ ;;
            esac
            printf '\\000\\000\\000\\014\\001{"done":{}}' >&3

            """, to: "worker", mode: 0o755)
        for name in ["a.so", "b.so"] { try write("fine", to: name) }
    }

    /// A library with a word behind its end.
    private func write(_ word: String, to name: String) throws {
        try scratch.write(SmallLibrary.bytes() + Array(word.utf8), to: "providers/\(name)")
    }

    private var survey: ProviderSurvey {
        ProviderSurvey(
            path: SearchPath(builtIn: [], folders: ["\(scratch.path)/providers"]),
            prober: Prober(worker: WorkerExecutable(path: "\(scratch.path)/worker")),
            memory: MemoryFile(path: "\(scratch.path)/providers.json"), secondsNow: { [clock] in clock.now })
    }

    /// The names of the libraries that were asked since the last call, sorted.
    private func asked() -> [String] {
        defer { unlink("\(scratch.path)/asked") }
        guard let file = fopen("\(scratch.path)/asked", "re") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let text = String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
        return text.split(separator: "\n").map { String($0.split(separator: "/").last ?? "") }.sorted()
    }

    @Test func `the second time nobody is asked, unless that is wanted`() async {
        #expect(await survey.catalog().providers.map(\.file.name) == ["a.so", "b.so"])
        #expect(asked() == ["a.so", "b.so"])
        #expect(await survey.catalog().providers.map(\.file.name) == ["a.so", "b.so"])
        #expect(asked() == [])
        _ = await survey.catalog(refresh: true)
        #expect(asked() == ["a.so", "b.so"])
    }

    @Test func `only what changed is asked again, what is gone is forgotten`() async throws {
        _ = await survey.catalog()
        _ = asked()
        try write("new and fine", to: "b.so")
        #expect(survey.recall().questions.map(\.why) == ["\(scratch.path)/providers/b.so changed"])
        _ = await survey.catalog()
        #expect(asked() == ["b.so"])
        unlink("\(scratch.path)/providers/a.so")
        try write("fine", to: "c.so")
        #expect(await survey.catalog().providers.map(\.file.name) == ["b.so", "c.so"])
        #expect(asked() == ["c.so"])
    }

    @Test func `a library that crashes is asked twice, then left alone until it changes`() async throws {
        try write("crash", to: "a.so")
        for (wait, isAsked): (Int64, Bool) in [(0, true), (5, false), (5, true), (10_000, false)] {
            clock.advance(wait)
            let catalog = await survey.catalog()
            #expect(catalog.providers.count == 2)
            #expect(asked().contains("a.so") == isAsked)
        }
        let report = await survey.catalog().report()
        #expect(report.providers.first?.verdict == "quarantined")
        // Asking for everything anew is no way around it.
        _ = await survey.catalog(refresh: true)
        #expect(asked() == ["b.so"])
        try write("mended", to: "a.so")
        #expect(await survey.catalog().report().providers.first?.verdict == "empty")
    }

    @Test func `forgetting a library ends its quarantine`() async throws {
        try write("crash", to: "a.so")
        _ = await survey.catalog()
        clock.advance(10)
        _ = await survey.catalog()
        _ = asked()
        #expect(survey.forget("unheard").isEmpty)
        #expect(survey.forget("a.so") == ["\(scratch.path)/providers/a.so"])
        _ = await survey.catalog()
        #expect(asked().contains("a.so"))
    }
}
