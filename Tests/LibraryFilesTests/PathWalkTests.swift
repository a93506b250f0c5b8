// SPDX-License-Identifier: Apache-2.0
import Glibc
import TestFixtures
import Testing

@testable import LibraryFiles

/// The walk, on real folders and links.
struct PathWalkTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write("", to: "target/lib/vendor.so")
        try scratch.write("", to: "providers/other.so")
    }

    private func passed(_ path: String) -> [String]? {
        var walk = PathWalk()
        return walk.steps(to: "\(scratch.path)/\(path)")?.map(\.path).filter { $0.hasPrefix(scratch.path) }.map {
            String($0.dropFirst(scratch.path.utf8.count))
        }
    }

    @Test func `every folder is passed from the root on`() {
        #expect(passed("target/lib/vendor.so") == ["", "/target", "/target/lib", "/target/lib/vendor.so"])
        var walk = PathWalk()
        #expect(walk.steps(to: "/")?.map(\.path) == ["/"])
        #expect(walk.steps(to: scratch.path)?.prefix(2).map(\.path) == ["/", "/tmp"])
    }

    @Test func `a link is passed, and then the way to its target`() {
        symlink("../target/lib/vendor.so", "\(scratch.path)/providers/relative.so")
        #expect(
            passed("providers/relative.so") == [
                "", "/providers", "/providers/relative.so", "/target", "/target/lib", "/target/lib/vendor.so",
            ])
        symlink("\(scratch.path)/target/lib", "\(scratch.path)/folder")
        #expect(passed("folder/vendor.so") == ["", "/folder", "/target", "/target/lib", "/target/lib/vendor.so"])
    }

    @Test func `what is not there, or goes in a circle, has no way`() {
        symlink("b", "\(scratch.path)/a")
        symlink("a", "\(scratch.path)/b")
        #expect(passed("a") == nil)
        #expect(passed("gone/vendor.so") == nil)
        var walk = PathWalk()
        #expect(walk.steps(to: "relative") == nil)
    }

    @Test func `modes and kinds are those of the file itself`() {
        chmod("\(scratch.path)/target", 0o1777)
        symlink("nowhere", "\(scratch.path)/link")
        var walk = PathWalk()
        let folder = walk.steps(to: "\(scratch.path)/target")?.last
        #expect(folder?.kind == .folder)
        #expect(folder?.mode == 0o1777)
        #expect(folder?.owner == geteuid())
    }
}
