// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Processes
import TestFixtures
import Testing

@testable import Providers

/// Real libraries side by side, asked by the real worker: names that clash, and one library under several names.
struct RealProviderTests {
    private let scratch: Scratch
    private let folder: String

    init() throws {
        scratch = try Scratch()
        folder = "\(scratch.path)/providers"
        mkdir(folder, 0o755)
    }

    private func catalog(_ prober: Prober) async -> Catalog {
        await ProviderSurvey(
            path: SearchPath(builtIn: [], folders: [folder]), prober: prober, memory: MemoryFile(path: nil)
        ).catalog()
    }

    private func library(_ describe: String = "", definitions: String = "", flags: [String] = []) throws
        -> FaultyLibrary
    {
        try FaultyLibrary(
            .init(name: "good", describe: describe, flags: flags, verdict: "ok", says: ""), definitions: definitions)
    }

    @Test func `libraries that bundle different code under the same names do not disturb each other`() async throws {
        // Exported, and called by way of the name: as a codec that is linked in with default visibility.
        let definitions = """
            int codec_state;
            const char *codec_name(void) { codec_state++; return NAME; }

            """
        var prober: Prober?
        for name in ["one", "two"] {
            let library = try library(
                "description.label = codec_name();", definitions: definitions,
                flags: ["-DNAME=\"Codec \(name)\"", "-DENCODER=\"enc-\(name)\""])
            let bytes = try SmallLibrary.bytes(of: library.path)
            // The id is the same in both but for these three letters.
            let id = Array("com.example.c".utf8)
            let place = try #require(bytes.firstRange(of: id)?.upperBound)
            var changed = bytes
            changed[place - 1] = name == "one" ? UInt8(ascii: "1") : UInt8(ascii: "2")
            try scratch.write(changed, to: "providers/\(name).so")
            prober = library.prober
        }
        let catalog = await catalog(try #require(prober))
        #expect(catalog.providers.map(\.verdict) == [.ok, .ok])
        #expect(catalog.providers.flatMap(\.encoders).map(\.label) == ["Codec one", "Codec two"])
    }

    @Test func `the same library under several names is used once, and the others say so`() async throws {
        let library = try library()
        let original = try scratch.write(SmallLibrary.bytes(of: library.path), to: "providers/a.so")
        try scratch.write(SmallLibrary.bytes(of: library.path), to: "providers/copy.so")
        #expect(link(original, "\(folder)/hard.so") == 0)
        #expect(symlink("a.so", "\(folder)/soft.so") == 0)
        let catalog = await catalog(library.prober)
        // What a link leads to is one library, whatever it is called.
        #expect(catalog.providers.map(\.file.name) == ["a.so", "copy.so", "hard.so"])
        #expect(catalog.providers.map(\.verdict.name) == ["ok", "refused", "refused"])
        for provider in catalog.providers.dropFirst() {
            #expect(provider.verdict.reason?.code == "duplicate-id")
            #expect(provider.verdict.reason?.text.contains("\(original) has the same id, com.example.c") == true)
        }
    }
}
