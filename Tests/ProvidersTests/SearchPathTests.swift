// SPDX-License-Identifier: Apache-2.0
import Glibc
import Testing

@testable import Providers

@Suite struct SearchPathTests {
    @Test func `libraries are found by name order, an earlier folder hides a later one, other files are not looked at`()
    {
        let root = "/tmp/serval-search-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let files = ["a/two.so", "a/one.so", "a/notes.txt", "a/.hidden.so", "b/one.so", "b/three.so", "own.so"]
        for folder in [root, root + "/a", root + "/b"] { mkdir(folder, 0o700) }
        for file in files { close(open("\(root)/\(file)", O_CREAT | O_WRONLY, 0o600)) }
        defer {
            for file in files { unlink("\(root)/\(file)") }
            for folder in ["/a", "/b", ""] { rmdir(root + folder) }
        }
        let path = SearchPath(
            builtIn: [root + "/own.so", root + "/missing.so"], folders: [root + "/a", root + "/b", root + "/c", "a"])
        let found = path.providerFiles()
        #expect(found.map(\.path) == ["/own.so", "/a/one.so", "/a/two.so", "/b/three.so"].map { root + $0 })
        #expect(found.map(\.isBuiltIn) == [true, false, false, false])
    }
}
