// SPDX-License-Identifier: Apache-2.0
import Glibc
import TestFixtures
import Testing

@testable import Providers

@Suite struct CacheFolderTests {
    @Test func `a folder that is not there is made, for its owner alone`() throws {
        let scratch = try Scratch()
        #expect(CacheFolder.make("\(scratch.path)/a/b"))
        var status = stat()
        #expect(stat("\(scratch.path)/a/b", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test(arguments: [0o770, 0o707, 0o777] as [mode_t])
    func `a folder that others can write is not used`(mode: mode_t) throws {
        let scratch = try Scratch()
        #expect(CacheFolder.make("\(scratch.path)/shared"))
        #expect(chmod("\(scratch.path)/shared", mode) == 0)
        #expect(!CacheFolder.make("\(scratch.path)/shared"))
    }

    @Test func `a file in its place is no folder`() throws {
        let scratch = try Scratch()
        #expect(!CacheFolder.make(try scratch.write("", to: "file")))
    }
}
