// SPDX-License-Identifier: Apache-2.0
import ELF
import Glibc
import TestFixtures
import Testing

@testable import LibraryFiles

/// Real libraries that need each other, some of which are gone.
struct LibrarySearchTests {
    private let scratch: Scratch
    private let deep: String
    private let middle: String

    init() throws {
        scratch = try Scratch()
        for folder in ["providers", "lib"] { mkdir("\(scratch.path)/\(folder)", 0o755) }
        deep = try SmallLibrary.build("\(scratch.path)/lib/libdeep.so.1", flags: ["-Wl,-soname,libdeep.so.1"])
        middle = try SmallLibrary.build(
            "\(scratch.path)/lib/libmiddle.so.2", needing: [deep], flags: ["-Wl,-soname,libmiddle.so.2"])
    }

    private func provider(_ flags: [String]) throws -> String {
        try SmallLibrary.build("\(scratch.path)/providers/vendor.so", needing: [middle], flags: flags)
    }

    private func missing(
        _ path: String, worker: String = "/nowhere/worker", environment: [String] = []
    ) throws -> LibrarySearch.Missing? {
        var search = LibrarySearch(worker: worker, environment: environment)
        return search.missing(for: try ELFFile(SmallLibrary.bytes(of: path)), at: path)
    }

    @Test func `a library that is nowhere is named`() throws {
        #expect(try missing(provider([])) == LibrarySearch.Missing(name: "libmiddle.so.2"))
        let reason = LibrarySoundness.refusal(of: "/opt/vendor.so", LibrarySearch.Missing(name: "libmiddle.so.2"))
        #expect(reason.code == "missing-library")
        #expect(reason.text == "/opt/vendor.so needs libmiddle.so.2, which is not on this system")
        #expect(reason.hint?.contains("`apt-file search libmiddle.so.2`") == true)
    }

    @Test func `LD_LIBRARY_PATH holds for all that is needed`() throws {
        let path = try provider([])
        #expect(try missing(path, environment: ["LD_LIBRARY_PATH=/nowhere:\(scratch.path)/lib"]) == nil)
        #expect(try missing(path, environment: ["LD_LIBRARY_PATH=:"])?.name == "libmiddle.so.2")
    }

    @Test func `an RPATH holds for what the needed ones need, a RUNPATH does not`() throws {
        let old = try provider(["-Wl,--disable-new-dtags", "-Wl,-rpath,$ORIGIN/../lib"])
        #expect(try missing(old) == nil)
        let new = try provider(["-Wl,--enable-new-dtags", "-Wl,-rpath,$ORIGIN/../lib"])
        #expect(
            try missing(new)
                == LibrarySearch.Missing(
                    name: "libdeep.so.1", neededBy: "\(scratch.path)/providers/../lib/libmiddle.so.2"))
    }

    @Test func `what ld so says agrees`() throws {
        let paths = [
            try provider(["-Wl,--disable-new-dtags", "-Wl,-rpath,$ORIGIN/../lib"]),
            try SmallLibrary.build(
                "\(scratch.path)/providers/new.so", needing: [middle], flags: ["-Wl,-rpath,$ORIGIN/../lib"]),
            try SmallLibrary.build("\(scratch.path)/providers/none.so", needing: [middle]),
            try SmallLibrary.build("\(scratch.path)/providers/libc.so", flags: ["-lc", "-lm", "-lpthread"]),
        ]
        for path in paths {
            let handle = dlopen(path, RTLD_LAZY | RTLD_LOCAL)
            #expect(try (missing(path) == nil) == (handle != nil), "\(path)")
            if let handle { dlclose(handle) }
        }
    }

    @Test func `a $ORIGIN follows links, as the loader does`() throws {
        let path = try provider(["-Wl,--disable-new-dtags", "-Wl,-rpath,${ORIGIN}/../lib"])
        mkdir("\(scratch.path)/elsewhere", 0o755)
        symlink(path, "\(scratch.path)/elsewhere/link.so")
        #expect(try missing("\(scratch.path)/elsewhere/link.so") == nil)
    }

    @Test func `what the worker has loaded is there`() throws {
        let path = try provider([])
        let worker = "\(scratch.path)/worker"
        try SmallLibrary.build(
            worker, needing: [middle], flags: ["-Wl,--disable-new-dtags", "-Wl,-rpath,\(scratch.path)/lib"])
        #expect(try missing(path, worker: worker) == nil)
    }

    @Test func `another machine's library of the name is passed over`() throws {
        let path = try provider([])
        mkdir("\(scratch.path)/foreign", 0o755)
        _ = try SmallLibrary.build("\(scratch.path)/foreign/libmiddle.so.2", for: "i386-linux-gnu")
        let both = ["LD_LIBRARY_PATH=\(scratch.path)/foreign:\(scratch.path)/lib"]
        #expect(try missing(path, environment: both) == nil)
        #expect(try missing(path, environment: ["LD_LIBRARY_PATH=\(scratch.path)/foreign"])?.name == "libmiddle.so.2")
    }

    @Test func `a folder that depends on the processor is not judged`() throws {
        #expect(try missing(provider(["-Wl,-rpath,/opt/$PLATFORM"])) == nil)
    }

    @Test func `the system's cache knows the C library`() {
        #expect(LoaderCache.system().paths(of: "libc.so.6").contains { $0.hasSuffix("/libc.so.6") })
        #expect(LoaderCache.system().paths(of: "libserval-is-not-here.so").isEmpty)
    }

    @Test func `a damaged cache is no end of the process`() throws {
        let bytes = try SmallLibrary.bytes(of: "/etc/ld.so.cache")
        var numbers = SeededGenerator(seed: 4711)
        var found = 0
        for _ in 0..<100 {
            var damaged = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &numbers)))
            for _ in 0..<20 where !damaged.isEmpty {
                let place = Int.random(in: 0..<min(damaged.count, 2048), using: &numbers)
                damaged[place] = UInt8.random(in: 0...255, using: &numbers)
            }
            if !LoaderCache(damaged).paths(of: "libc.so.6").isEmpty { found += 1 }
        }
        #expect(found < 100)
    }
}
