// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Skeletons
import TestFixtures
import Testing

struct SkeletonTests {
    private func skeletons(_ name: String) throws -> [Skeleton] {
        let name = try SkeletonName(name)
        return [.c(named: name), .rust(named: name), .swift(named: name, serval: .folder("/opt/serval"))]
    }

    private func text(_ path: String, of skeleton: Skeleton) throws -> String {
        try #require(skeleton.files.first { $0.path == path }?.text, "\(path)")
    }

    @Test func `each skeleton has its own names everywhere, and no trace of the template's`() throws {
        for skeleton in try skeletons("Fast_encoder2") {
            let own = skeleton.files.filter { !$0.path.hasPrefix("include/") }
            for file in own {
                #expect(!file.text.lowercased().contains("template"), "\(file.path)")
                #expect(!file.path.lowercased().contains("template"), "\(file.path)")
            }
            #expect(own.contains { $0.text.contains("\"com.example.fast-encoder2\"") })
            #expect(try text("serval.yaml", of: skeleton).contains("gst_encoder: serval-native-fast-encoder2"))
            #expect(try text("README.md", of: skeleton).contains("# Fast Encoder2, a provider for Serval"))
        }
    }

    @Test func `paths are unique, relative, and stay in the folder`() throws {
        for skeleton in try skeletons("a") {
            #expect(Set(skeleton.files.map(\.path)).count == skeleton.files.count)
            for file in skeleton.files {
                #expect(!file.path.hasPrefix("/") && !file.path.split(separator: "/").contains(".."), "\(file.path)")
                #expect(!file.text.isEmpty, "\(file.path)")
            }
        }
    }

    @Test func `the headers are those of the ABI, all of them, to the letter`() throws {
        let folder = CompiledLibrary.repository + "/Sources/PluginABI/include/serval"
        let headers = try ["", "service/", "ext/"].flatMap { part in
            try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)").map { part + $0 }
        }.filter { $0.hasSuffix(".h") }
        #expect(headers.count > 20)
        for skeleton in try skeletons("a").dropLast() {
            let copies = skeleton.files.filter { $0.path.hasPrefix("include/serval/") }
            #expect(Set(copies.map(\.path)) == Set(headers.map { "include/serval/" + $0 }))
            for header in headers {
                let real = try String(contentsOfFile: "\(folder)/\(header)", encoding: .utf8)
                #expect(try text("include/serval/\(header)", of: skeleton) == real, "\(header)")
            }
        }
    }

    @Test(arguments: [
        (
            PackageLocation("/opt/my \"serval\""), #".package(name: "serval", path: "/opt/my \"serval\"")"#, "serval"
        ),
        (
            PackageLocation("https://example.com/video/serval-host.git"),
            #".package(url: "https://example.com/video/serval-host.git", branch: "main")"#, "serval-host"
        ),
        (
            PackageLocation("git@example.com:serval"), #".package(url: "git@example.com:serval", branch: "main")"#,
            "serval"
        ),
    ])
    func `a manifest says where Serval's package is`(
        serval: PackageLocation, dependency: String, identity: String
    ) throws {
        let manifest = try text("Package.swift", of: .swift(named: SkeletonName("a"), serval: serval))
        #expect(manifest.contains("dependencies: [\(dependency)],"))
        #expect(manifest.contains(#"package: "\#(identity)""#))
    }

    @Test(arguments: [
        "", "-a", "a-", "a--b", "1a", "a b", "a.b", "a/b", "é", "a\"b", "a\nb", String(repeating: "a", count: 41),
    ])
    func `what cannot be a part of an id is refused`(name: String) {
        #expect(throws: SkeletonName.Invalid.self) { try SkeletonName(name) }
    }
}
