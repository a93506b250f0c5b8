// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Testing

extension EndToEnd {
    /// Libraries that must not be loaded, and what Serval says instead.
    @Suite struct Trust {
        private func providers(
            in folder: String, _ scene: Scene, options: [String] = []
        ) throws -> [String: JSONValue] {
            let result = try scene.run(
                BuiltProducts.path(of: "serval"), ["providers", "list", "--format", "json"] + options,
                environment: ["SERVAL_PROVIDER_PATH": folder])
            try #require(result.status == .exited(0), "\(result.errorOutput)")
            let listed = try JSONValue(text: result.output)["providers"].array
            return Dictionary(
                listed.compactMap { provider in
                    provider["file"].string.map { (String($0.split(separator: "/").last ?? ""), provider) }
                }, uniquingKeysWith: { first, _ in first })
        }

        private func write(_ bytes: Data, to path: String, mode: mode_t = 0o644) throws {
            try bytes.write(to: URL(fileURLWithPath: path))
            chmod(path, mode)
        }

        @Test func `a library that cannot be loaded here is never loaded, and says why`() throws {
            try Scene.with { scene in
                let folder = scene.folder.file("providers")
                let good = try NotingLibrary("good", flags: ["-DLOADED"], scene: scene)
                try good.install(in: folder)
                let whole = try #require(FileManager.default.contents(atPath: good.path))
                try write(whole.prefix(whole.count / 2), to: "\(folder)/cut.so")
                try write(Data("#!/bin/sh\n".utf8), to: "\(folder)/script.so")
                try write(whole, to: "\(folder)/writable.so", mode: 0o666)
                var foreign = whole
                // e_machine: AArch64, or x86-64 where this is one.
                foreign[18] = foreign[18] == 183 ? 62 : 183
                try write(foreign, to: "\(folder)/machine.so")
                let flags = ["-target", "i386-linux-gnu", "-nostdlib", "-fuse-ld=lld", "-x", "c", "/dev/null"]
                let narrow = try scene.run("clang", ["-shared"] + flags + ["-o", "\(folder)/narrow.so"])
                try #require(narrow.status == .exited(0), "\(narrow.errorOutput)")
                let stub = scene.folder.file("libserval-test-gone.so.1")
                let made = try scene.run(
                    "cc", ["-shared", "-x", "c", "/dev/null", "-Wl,-soname,libserval-test-gone.so.1", "-o", stub])
                try #require(made.status == .exited(0), "\(made.errorOutput)")
                let needy = try NotingLibrary(
                    "needy", flags: ["-DLOADED", "-Wl,--no-as-needed", stub], scene: scene)
                try needy.install(in: folder)
                unlink(stub)

                let found = try providers(in: folder, scene)
                #expect(found["com.example.good.so"]?["verdict"] == "ok")
                #expect(found["com.example.good.so"]?["trust"] == "trusted")
                #expect(found["libSoftwareEncoders.so"]?["trust"] == "built-in")
                for (name, code, trust, words) in [
                    ("cut.so", "truncated", "trusted", "is cut off: \(whole.count / 2) of "),
                    ("script.so", "not-a-library", "trusted", "is no library"),
                    ("writable.so", "writable-by-others", "refused", "can be written to by every user"),
                    ("machine.so", "wrong-machine", "trusted", "aarch64"),
                    ("narrow.so", "wrong-class", "trusted", "is a 32-bit library"),
                    ("com.example.needy.so", "missing-library", "trusted", "libserval-test-gone.so.1"),
                ] {
                    let provider = found[name] ?? .null
                    #expect(provider["verdict"] == "refused", "\(name)")
                    #expect(provider["trust"].string == trust, "\(name)")
                    #expect(provider["reason"]["code"].string == code, "\(name)")
                    #expect(provider["reason"]["text"].string?.contains(words) == true, "\(provider)")
                    #expect(provider["reason"]["hint"].string?.isEmpty == false, "\(name)")
                }
                #expect(needy.timesAsked() == 0)
                // Loaded and asked for its devices: nothing else has these notes.
                #expect(good.timesAsked() == 2)
            }
        }

        @Test func `the tables say what to run, and running it mends it`() throws {
            try Scene.with { scene in
                let folder = scene.folder.file("providers")
                let library = try NotingLibrary("vendor", flags: ["-DLOADED"], scene: scene)
                try library.install(in: folder)
                chmod(folder, 0o777)
                let environment = ["SERVAL_PROVIDER_PATH": folder]
                for command in [["providers"], ["encoders"]] {
                    let result = try scene.run(BuiltProducts.path(of: "serval"), command, environment: environment)
                    #expect(result.output.contains("can be written to by every user"), "\(result.output)")
                    #expect(result.output.contains("`chmod go-w \(folder)`"), "\(result.output)")
                }
                #expect(library.timesAsked() == 0)
                let mended = try scene.run("chmod", ["go-w", folder])
                #expect(mended.status == .exited(0))
                #expect(try providers(in: folder, scene)["com.example.vendor.so"]?["verdict"] == "ok")
            }
        }

        @Test func `with pins, only what is pinned is loaded`() throws {
            try Scene.with { scene in
                let folder = scene.folder.file("providers")
                let library = try NotingLibrary("vendor", scene: scene)
                try library.install(in: folder)
                let sum = try scene.run("sha256sum", ["\(folder)/com.example.vendor.so"]).output.prefix(64)
                let configuration = scene.folder.file("serval.yaml")

                func reason(pinning pins: String) throws -> JSONValue {
                    try write(Data("providers: {pins: {\(pins)}}\n".utf8), to: configuration)
                    let found = try providers(in: folder, scene, options: ["--config", configuration])
                    #expect(found["libSoftwareEncoders.so"]?["verdict"] == "ok")
                    return found["com.example.vendor.so"]?["reason"] ?? .null
                }
                let unpinned = try reason(pinning: "")
                #expect(unpinned["code"] == "not-pinned")
                #expect(unpinned["hint"].string?.contains("`com.example.vendor.so: \(sum)`") == true)
                #expect(library.timesAsked() == 0)
                #expect(try reason(pinning: "com.example.vendor.so: \(sum)") == .null)
                #expect(library.timesAsked() == 1)
                let other = String(repeating: "0f", count: 32)
                let changed = try reason(pinning: "com.example.vendor.so: \(other)")
                #expect(changed["code"] == "pin-mismatch")
                for word in [String(sum), other] { #expect(changed["text"].string?.contains(word) == true) }
            }
        }

        @Test func `a newer minor is used, another major is refused in words`() throws {
            try Scene.with { scene in
                let folder = scene.folder.file("providers")
                let newer = try NotingLibrary("newer", flags: ["-DABI=(SERVAL_ABI+7)", "-DTAIL=64"], scene: scene)
                let other = try NotingLibrary("other", flags: ["-DABI=(SERVAL_ABI+0x10000)"], scene: scene)
                for library in [newer, other] { try library.install(in: folder) }
                let found = try providers(in: folder, scene)
                #expect(found["com.example.newer.so"]?["verdict"] == "ok")
                #expect(found["com.example.newer.so"]?["offers"].integer == 1)
                let refused = found["com.example.other.so"] ?? .null
                #expect(refused["verdict"] == "refused")
                #expect(refused["reason"]["code"] == "abi-mismatch")
                #expect(refused["reason"]["text"].string?.contains("version 2") == true, "\(refused)")
            }
        }

        @Test func `a host notices when a library is not to be trusted any more, and when that is mended`() throws {
            try Scene.with { scene in
                let folder = scene.folder.file("above/providers")
                let above = scene.folder.file("above")
                let library = try NotingLibrary("vendor", scene: scene)
                try library.install(in: folder)
                let path = "\(folder)/com.example.vendor.so"
                chmod(path, 0o666)
                let configuration = scene.folder.file("serval.yaml")
                try write(Data("providers: {paths: [above/providers]}\n".utf8), to: configuration)
                let serval = try scene.startServal(["--demo", "--config", configuration], display: nil)

                func state() throws -> [String?] {
                    let listed = try serval.http.json("/api/providers")["providers"].array
                    let provider = listed.first { $0["file"].string == path } ?? .null
                    return [provider["verdict"].string, provider["reason"]["code"].string]
                }
                func isPlanned() throws -> Bool {
                    let plan = try serval.http.json("/api/plan")["pipelines"].array.first { $0["id"].string == "vp8" }
                    return plan?["candidates"].array.contains { $0["provider"].string == library.id } == true
                }
                #expect(try state() == ["refused", "writable-by-others"])
                #expect(try !isPlanned())
                #expect(library.timesAsked() == 0)
                try wait(until: "the log says so", seconds: 30) {
                    serval.program.errorOutput.contains("`chmod go-w \(path)`")
                }
                chmod(path, 0o644)
                try wait(until: "the library is asked", seconds: 30) { try state() == ["ok", nil] }
                #expect(try isPlanned())
                chmod(above, 0o777)
                try wait(until: "the folder is noticed", seconds: 30) {
                    try state() == ["refused", "writable-by-others"]
                }
                #expect(try !isPlanned())
                chmod(above, 0o755)
                try wait(until: "the folder is mended", seconds: 30) { try state() == ["ok", nil] }
            }
        }

        @Test func `nothing is taken from the working directory`() throws {
            try Scene.with { scene in
                let folder = scene.folder.file("providers")
                let library = try NotingLibrary("vendor", scene: scene)
                try library.install(in: folder)
                let script = "cd '\(folder)' && exec '\(BuiltProducts.path(of: "serval"))' encoders --format json"
                for value in ["", ":", ".:", "../providers"] {
                    let result = try scene.run("sh", ["-c", script], environment: ["SERVAL_PROVIDER_PATH": value])
                    #expect(result.status == .exited(0), "\(result.errorOutput)")
                    #expect(!result.output.contains(library.id), "\(value)")
                    let isTold = result.errorOutput.contains("is no absolute path, and is not looked at")
                    #expect(isTold == value.contains("."), "\(result.errorOutput)")
                }
                #expect(library.timesAsked() == 0)
            }
        }
    }
}
