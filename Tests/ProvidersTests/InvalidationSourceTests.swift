// SPDX-License-Identifier: Apache-2.0
import Glibc
import TestFixtures
import Testing

@testable import Providers

@Suite struct InvalidationSourceTests {
    @Test(arguments: ["", "renderD128", "library:", "library:/usr/lib/libva.so", "environment:", "shell:true"])
    func `other forms are no sources`(text: String) {
        #expect(InvalidationSource(text) == nil)
    }

    @Test func `files that come, change, and go are changes`() throws {
        let scratch = try Scratch()
        let source = try #require(InvalidationSource("\(scratch.path)/renderD*"))
        var states = [source.state()]
        try scratch.write("a", to: "renderD128")
        states.append(source.state())
        try scratch.write("longer", to: "renderD128")
        states.append(source.state())
        try scratch.write("b", to: "renderD129")
        states.append(source.state())
        #expect(Set(states).count == 4)
        unlink("\(scratch.path)/renderD129")
        #expect(source.state() == states[2])
        try scratch.write("c", to: "card0")
        #expect(source.state() == states[2])
    }

    @Test func `replacing a file by one of the same size is a change`() throws {
        let scratch = try Scratch()
        let path = try scratch.write("driver one", to: "libva.so.2")
        let source = try #require(InvalidationSource(path))
        let before = source.state()
        let new = try scratch.write("driver two", to: "new")
        #expect(rename(new, path) == 0)
        #expect(source.state() != before)
    }

    @Test func `a device node that may be opened after all is a change, its use is none`() {
        let null = FileState.text(of: "/dev/null")
        #expect(null?.hasPrefix("node ") == true)
        #expect(null?.hasSuffix(" opens") == true)
    }

    @Test func `what the kernel makes up counts by what is in it`() {
        #expect(FileState.text(of: "/proc/sys/kernel/ostype") == "Linux\n")
    }

    @Test func `libraries are found where the loader looks`() throws {
        let source = try #require(InvalidationSource("library:libc.so.6"))
        #expect(source.state().contains("/libc.so.6 "))
    }
}
