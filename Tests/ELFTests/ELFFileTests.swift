// SPDX-License-Identifier: Apache-2.0
import ELF
import TestFixtures
import Testing

/// What is read of libraries that a compiler made.
struct ELFFileTests {
    @Test func `a library for this machine is one`() throws {
        let bytes = try CompiledFile.bytes(["-DUSES_LIBC"])
        let file = try ELFFile(bytes)
        #expect(file.kind == .sharedObject)
        #expect(file.machine == ELFFile.ownMachine)
        #expect(file.is64Bit)
        #expect(file.isLittleEndian)
        #expect(file.soname == nil)
        #expect(file.expectedSize <= bytes.count)
        #expect(file.needed == ["libc.so.6"])
        #expect(!file.hasTextRelocations)
        #expect(!file.usesStaticTLS)
        #expect(!file.hasExecutableStack)
    }

    @Test(arguments: ["gnu", "sysv", "both"]) func `symbols are counted with every kind of hash table`(
        style: String
    ) throws {
        let file = try CompiledFile.file(["-Wl,--hash-style=\(style)"])
        #expect(try file.exportedSymbols.sorted() == CompiledFile.exported)
    }

    @Test func `symbols are counted without section headers`() throws {
        var bytes = try CompiledFile.bytes(["-Wl,--hash-style=gnu"])
        // The header's place and number of section headers: e_shoff, e_shnum, e_shstrndx.
        for place in Array(0x28..<0x30) + Array(0x3C..<0x40) { bytes[place] = 0 }
        let file = try ELFFile(bytes)
        #expect(try file.exportedSymbols.sorted() == CompiledFile.exported)
    }

    @Test func `what a version script hides is not exported, and its version is no symbol`() throws {
        let map = try ScratchFile("CODEC_1.0 { global: exported; local: *; };\n")
        let file = try CompiledFile.file(["-Wl,--version-script=\(map.path)"])
        #expect(try file.exportedSymbols == ["exported"])
    }

    @Test func `names, folders and flags are those that the linker was given`() throws {
        let file = try CompiledFile.file([
            "-Wl,-soname,libmine.so.3", "-Wl,--disable-new-dtags", "-Wl,-rpath,$ORIGIN/lib:/opt/codec",
            "-Wl,-z,execstack", "-DTHREAD_LOCAL",
        ])
        #expect(file.soname == "libmine.so.3")
        #expect(file.rpaths == ["$ORIGIN/lib", "/opt/codec"])
        #expect(file.runpaths == [])
        #expect(file.runPaths == ["$ORIGIN/lib", "/opt/codec"])
        #expect(file.hasExecutableStack)
        #expect(file.usesStaticTLS)
        let newer = try CompiledFile.file(["-Wl,--enable-new-dtags", "-Wl,-rpath,/a"])
        #expect(newer.runpaths == ["/a"])
        #expect(newer.rpaths == [])
    }

    @Test func `code that loading has to change is told`() throws {
        // Without -fPIC, 32-bit code refers to symbols by their addresses.
        let bytes = try CompiledFile.bytes(
            ["-target", "i386-linux-gnu", "-nostdlib", "-fuse-ld=lld", "-fno-pic", "-Wl,-z,notext"],
            compiler: "clang")
        #expect(try ELFFile(bytes).hasTextRelocations)
    }

    @Test func `the versions that it needs tell how old a system may be`() throws {
        let versions = try CompiledFile.file(["-DUSES_LIBC", "-Wl,--no-as-needed", "-lm"]).neededVersions
        #expect(versions.keys.sorted() == ["libc.so.6", "libm.so.6"])
        for version in versions.values.joined() { #expect(version.hasPrefix("GLIBC_2.")) }
    }

    @Test func `a program is no library, whether or not it may lie anywhere`() throws {
        // What makes a library is said first, and what comes later counts.
        #expect(try CompiledFile.file(["-c"]).kind == .relocatable)
        #expect(try CompiledFile.file(["-no-pie", "-nostdlib", "-Wl,-e,exported"] + unresolved).kind == .executable)
        #expect(try CompiledFile.file(["-pie", "-nostdlib", "-Wl,-e,exported"] + unresolved).kind == .executable)
    }

    private let unresolved = ["-Wl,--unresolved-symbols=ignore-all"]

    @Test(arguments: [
        ("i386-linux-gnu", "x86 (32-bit)", false, true), ("aarch64-linux-gnu", "aarch64", true, true),
        ("x86_64-linux-gnu", "x86-64", true, true), ("powerpc-linux-gnu", "powerpc", false, false),
        ("s390x-linux-gnu", "s390x", true, false), ("riscv64-linux-gnu", "riscv", true, true),
    ])
    func `libraries of other machines are read as well`(
        target: String, name: String, is64Bit: Bool, isLittleEndian: Bool
    ) throws {
        let file = try ELFFile(try CompiledFile.bytes(for: target))
        #expect(file.machineName == name)
        #expect(file.is64Bit == is64Bit)
        #expect(file.isLittleEndian == isLittleEndian)
        #expect(file.kind == .sharedObject)
        #expect(try file.exportedSymbols.sorted() == CompiledFile.exported)
    }
}
