// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import TestFixtures
import Testing

extension EndToEnd {
    /// `serval check-plugin` as a command: what it takes, and how it ends.
    @Suite struct CheckPlugin {
        @Test func `the checks are listed with their levels and what holds`() throws {
            try Scene.with { scene in
                let result = try scene.serval(["check-plugin", "--list"])
                #expect(result.status == .exited(0))
                let lines = result.output.split(separator: "\n")
                #expect(lines.first?.hasPrefix("CHECK") == true)
                #expect(lines.count > 100)
                #expect(lines.contains { $0.hasPrefix("elf-loads ") && $0.contains("must") })
                let some = try scene.serval(["check-plugin", "--list", "--only", "elf-*"])
                let names = some.output.split(separator: "\n").dropFirst()
                #expect(names.count > 5)
                #expect(names.allSatisfy { $0.hasPrefix("elf-") })
            }
        }

        @Test func `only what is asked for is reported`() throws {
            try Scene.with { scene in
                let library = try FaultyProvider("", breaks: [:]).compiled()
                let result = try scene.serval(
                    ["check-plugin", "--only", "entry-i*", "--format", "json", library.path])
                #expect(result.status == .exited(0), "\(result.errorOutput)")
                let names = try JSONValue(text: result.output)["checks"].array.compactMap { $0["name"].string }
                #expect(names == ["entry-idempotent", "entry-ignores-minor", "entry-id-reverse-dns"])
            }
        }

        @Test func `what was not asked for is reported where it keeps from being run what was`() throws {
            try Scene.with { scene in
                let library = try FaultyProvider("DEVICE_WITHOUT_NAME", breaks: [:]).compiled()
                let result = try scene.serval(
                    ["check-plugin", "--only", "keyframe-*", "--format", "json", library.path])
                #expect(result.status == .exited(1), "\(result.errorOutput)")
                let report = try JSONValue(text: result.output)
                #expect(report["result"] == "fail")
                #expect(
                    report["checks"].array.map { "\($0["name"].string ?? ""): \($0["result"].string ?? "")" } == [
                        "probe-records-valid: fail", "keyframe-on-request: skip", "keyframe-only-on-request: skip",
                        "keyframe-interval-true: skip",
                    ])
            }
        }

        @Test func `people are told what does not pass, and the sum`() throws {
            try Scene.with { scene in
                let library = try FaultyProvider("SECOND_EXPORT", breaks: [:]).compiled()
                let arguments = ["check-plugin", "--only", "elf-*", library.path]
                let result = try scene.serval(arguments)
                #expect(result.status == .exited(1))
                let lines = result.output.split(separator: "\n")
                #expect(lines.count == 3)
                #expect(lines.dropFirst().first?.hasPrefix("fail") == true)
                #expect(result.output.contains("it also exports conformance_version"))
                #expect(lines.last?.hasSuffix(": fail (11 pass, 1 fail)") == true, "\(lines.last ?? "")")
                let verbose = try scene.serval(arguments + ["--verbose"])
                #expect(verbose.output.split(separator: "\n").count == 14)
            }
        }

        @Test func `a warning alone is no failure`() throws {
            try Scene.with { scene in
                let library = try FaultyProvider("ID_WITHOUT_DOMAIN", breaks: [:]).compiled()
                let result = try scene.serval(["check-plugin", "--only", "entry-*", library.path])
                #expect(result.status == .exited(0))
                #expect(result.output.contains("warn"))
            }
        }

        @Test(arguments: [
            ["/no/such/library.so"], [], ["--only", "no-such-*", "/"], ["--deadline", "0", "/"],
            ["--deadline", "soon", "/"], ["--format", "yaml", "/"], ["--nonsense", "/"], ["--new", "c", "--list", "x"],
        ])
        func `what cannot be asked ends with 2, and says why`(arguments: [String]) throws {
            try Scene.with { scene in
                let result = try scene.serval(["check-plugin"] + arguments)
                #expect(result.status == .exited(2), "\(arguments)")
                #expect(!result.errorOutput.isEmpty)
                #expect(result.output.isEmpty)
            }
        }

        @Test func `what is no library fails at the first check, and nothing of it is run`() throws {
            try Scene.with { scene in
                let text = scene.folder.file("provider.so")
                try "I am a library, believe me.\n".write(toFile: text, atomically: true, encoding: .utf8)
                let empty = scene.folder.file("empty.so")
                try "".write(toFile: empty, atomically: true, encoding: .utf8)
                for path in [text, empty, scene.folder.path, BuiltProducts.path(of: "serval"), "/dev/zero"] {
                    let report = try report(path, in: scene)
                    #expect(report["result"] == "fail")
                    let failed = names(report, in: ["fail", "crash", "timeout"])
                    #expect(failed == ["elf-shared-library"], "\(path): \(failed)")
                    #expect(names(report, in: ["pass"]).allSatisfy { $0.hasPrefix("file-") }, "\(path)")
                }
            }
        }

        @Test func `a library that was cut off is found without loading it`() throws {
            try Scene.with { scene in
                let library = try FaultyProvider("", breaks: [:]).compiled()
                let bytes = try #require(FileManager.default.contents(atPath: library.path))
                for part in [1, 10, 30, 60, 200, 1000, bytes.count / 2, bytes.count - 1] {
                    let path = scene.folder.file("provider.so")
                    try bytes.prefix(part).write(to: URL(filePath: path))
                    let report = try report(path, in: scene)
                    #expect(report["result"] == "fail", "\(part)")
                    let failed = names(report, in: ["fail", "crash", "timeout"])
                    let wanted = part < 20 ? "elf-shared-library" : "elf-not-truncated"
                    #expect(failed == [wanted], "\(part) of \(bytes.count): \(failed)")
                }
            }
        }

        private func report(_ path: String, in scene: Scene) throws -> JSONValue {
            let result = try scene.serval(["check-plugin", "--format", "json", path])
            #expect(result.status == .exited(1), "\(path): \(result.errorOutput)")
            return try JSONValue(text: result.output)
        }

        private func names(_ report: JSONValue, in results: [String]) -> [String] {
            report["checks"].array.filter { results.contains($0["result"].string ?? "") }
                .compactMap { $0["name"].string }
        }
    }
}
