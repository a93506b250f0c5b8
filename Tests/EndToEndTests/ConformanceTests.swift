// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import TestFixtures
import Testing

extension EndToEnd {
    /// `serval check-plugin`: providers with one fault each, and which checks tell of it.
    @Suite struct Conformance {
        @Test func `a correct provider passes every check that applies to it`() throws {
            try Scene.with { scene in
                let library = try FaultyProvider("", breaks: [:]).compiled()
                let report = try check(library.path, ["--deadline", "30"], in: scene)
                #expect(report.keys == ["schema", "file", "provider", "result", "checks"])
                #expect(report["result"] == "pass", "\(broken(report))")
                #expect(report["file"].string == library.path)
                #expect(broken(report).isEmpty)
                let skipped = report["checks"].array.filter { $0["result"] == "skip" }
                // Recipes and the times of elements' packets, and what it does not have.
                #expect(skipped.compactMap { $0["name"].string }.filter { !$0.hasPrefix("recipe-") }.count <= 2)
                #expect(report["checks"].array.count > 100)
                for check in report["checks"].array {
                    #expect(check.keys == ["name", "level", "result", "text", "summary", "duration_ms"])
                }
            }
        }

        @Test func `one that holds frames back, and says so, breaks nothing that must hold`() throws {
            try Scene.with { scene in
                let library = try FaultyProvider("", held: 2, breaks: [:]).compiled()
                let report = try check(library.path, ["--deadline", "30"], in: scene)
                #expect(report["result"] == "warn")
                #expect(broken(report) == ["output-holds-nothing-back": "warn"])
            }
        }

        @Test(arguments: FaultyProvider.libraries + FaultyProvider.probes + FaultyProvider.sessions)
        func `a fault is told by the checks that it breaks, and by no others`(provider: FaultyProvider) throws {
            try Scene.with { scene in
                let library = try provider.compiled()
                let only = provider.only.map { ["--only", $0] } ?? []
                let report = try check(library.path, ["--deadline", "\(provider.deadlineSeconds)"] + only, in: scene)
                #expect(broken(report) == provider.breaks.filter { isWatched($0.key, report) }, "\(texts(report))")
            }
        }

        @Test func `a library that needs one that is not there is told so before it is loaded`() throws {
            try Scene.with { scene in
                // Any library does: it is known by another name than its file has.
                let other = try CompiledLibrary(
                    "Tests/Fixtures/abi-1.0/provider.c", flags: ["-Wl,-soname,libserval-absent.so.7"],
                    include: "Tests/Fixtures/abi-1.0/include")
                let library = try FaultyProvider("", flags: ["-Wl,--no-as-needed", other.path], breaks: [:]).compiled()
                let report = try check(library.path, in: scene)
                #expect(broken(report) == ["elf-needed-resolvable": "fail"])
                #expect(texts(report).contains { $0.contains("libserval-absent.so.7") })
            }
        }

        @Test func `a library that everybody may write to is warned of`() throws {
            try Scene.with { scene in
                let library = try FaultyProvider("", breaks: [:]).compiled()
                chmod(library.path, 0o666)
                let report = try check(library.path, ["--only", "file-*"], in: scene)
                #expect(report["result"] == "warn")
                #expect(broken(report) == ["file-trusted": "warn"])
            }
        }

        @Test(arguments: ["libSoftwareEncoders.so", "libVAAPI.so", "libNVENC.so"])
        func `Serval's own providers break nothing that must hold`(name: String) throws {
            try Scene.with { scene in
                let result = try scene.serval(
                    ["check-plugin", "--verbose", BuiltProducts.path(of: name)], seconds: 240)
                #expect(result.status == .exited(0), "\(result.output)\n\(result.errorOutput)")
            }
        }

        /// Runs the command; its exit status must be that of its report.
        private func check(_ path: String, _ options: [String] = [], in scene: Scene) throws -> JSONValue {
            let result = try scene.serval(
                ["check-plugin", "--format", "json"] + options + [path], seconds: 120)
            try #require(!result.output.isEmpty, "\(result.errorOutput)")
            let report = try JSONValue(text: result.output)
            #expect(result.status == .exited(report["result"] == "fail" ? 1 : 0))
            let failures = ["fail", "crash", "timeout"]
            let isBroken = report["checks"].array.contains {
                $0["level"] == "must" && failures.contains($0["result"].string ?? "")
            }
            #expect((report["result"] == "fail") == isBroken)
            return report
        }

        /// What neither passes nor is skipped, with its result.
        private func broken(_ report: JSONValue) -> [String: String] {
            var found: [String: String] = [:]
            for check in report["checks"].array where check["result"] != "pass" && check["result"] != "skip" {
                if let name = check["name"].string { found[name] = check["result"].string }
            }
            return found
        }

        private func texts(_ report: JSONValue) -> [String] {
            report["checks"].array.filter { broken(report)[$0["name"].string ?? ""] != nil }
                .map { "\($0["name"].string ?? ""): \($0["text"].string ?? "")" }
        }

        /// Whether this kernel lets a check see what it is about: not every container does.
        private func isWatched(_ name: String, _ report: JSONValue) -> Bool {
            let check = report["checks"].array.first { $0["name"].string == name }
            return check?["text"].string?.contains("does not let system calls be watched") != true
        }
    }
}
