// SPDX-License-Identifier: Apache-2.0
import ELF
import Glibc
import LibraryFiles
import PluginABI

extension CheckBodies {
    /// The file as it lies there; only the last check runs anything of it.
    static let file: [String: Body] = [
        "elf-shared-library": { subject throws(Unmet) in
            let bytes = try subject.bytes()
            try expect(bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]), "it is no ELF file")
            try expect(bytes.count >= 20, "it ends within its header")
            let type = Int(bytes[16]) | Int(bytes[17])
            try expect(
                type == 3,
                "it is \(type == 1 ? "an object file" : type == 2 ? "a program" : "another kind of file"); link it with -shared"
            )
            // One that can be loaded at any address has the type of a library. What is cut off, the next check finds.
            let isProgram = (try? subject.elf())?.kind == .executable
            try expect(!isProgram, "it is a program; link it with -shared")
            return ""
        },
        "elf-class-and-machine": { subject throws(Unmet) in
            let bytes = try subject.bytes()
            try expect(bytes[4] == 2, "it is a 32-bit library; Serval takes 64-bit ones")
            let isLittle = bytes[5] == 1
            let machine = UInt16(bytes[isLittle ? 18 : 19]) | UInt16(bytes[isLittle ? 19 : 18]) << 8
            try expect(
                machine == ELFFile.ownMachine,
                "it is built for \(ELFFile.name(ofMachine: machine)), not for "
                    + "\(ELFFile.name(ofMachine: ELFFile.ownMachine))")
            return ELFFile.name(ofMachine: machine)
        },
        "elf-not-truncated": { subject throws(Unmet) in
            _ = try subject.elf()
            return "\(try subject.bytes().count) bytes"
        },
        "elf-needed-resolvable": { subject throws(Unmet) in
            let library = try subject.elf()
            var search = LibrarySearch(worker: "/proc/self/exe", environment: environment)
            if let missing = search.missing(for: library, at: subject.path) {
                throw Unmet(LibrarySoundness.refusal(of: "it", missing))
            }
            return library.needed.joined(separator: ", ")
        },
        "elf-single-export": { subject throws(Unmet) in
            let exported = try subject.exportedSymbols()
            try expect(exported.contains(SERVAL_PROVIDER_ENTRY), "it does not export \(SERVAL_PROVIDER_ENTRY)")
            let others = exported.filter { $0 != SERVAL_PROVIDER_ENTRY && !isOfTheLinker($0) }
            try expect(
                others.isEmpty,
                "it also exports \(others.prefix(3).joined(separator: ", "))"
                    + (others.count > 3 ? " and \(others.count - 3) more" : "")
                    + "; compile with -fvisibility=hidden, or link with a version script")
            return ""
        },
        "elf-no-host-clash": { subject throws(Unmet) in
            let own = try subject.exportedSymbols().filter { $0 != SERVAL_PROVIDER_ENTRY && !isOfTheLinker($0) }
            // This process has what a worker has: GStreamer, GLib and the C library.
            let clashing = own.filter { dlsym(nil, $0) != nil }
            try expect(
                clashing.isEmpty,
                "\(clashing.prefix(3).joined(separator: ", ")) is also a symbol of Serval's process: one of the two "
                    + "would take the other's place")
            return ""
        },
        "elf-no-text-relocations": { subject throws(Unmet) in
            try expect(!(try subject.elf().hasTextRelocations), "loading writes to its code; compile with -fPIC")
            return ""
        },
        "elf-no-executable-stack": { subject throws(Unmet) in
            try expect(
                !(try subject.elf().hasExecutableStack),
                "it asks for an executable stack; link with -z noexecstack, and mark assembly files with "
                    + ".note.GNU-stack")
            return ""
        },
        "elf-no-static-tls": { subject throws(Unmet) in
            try expect(
                !(try subject.elf().usesStaticTLS),
                "its thread-local variables are in the static block, which may be full; compile without "
                    + "-ftls-model=initial-exec")
            return ""
        },
        "elf-search-path": { subject throws(Unmet) in
            let paths = try subject.elf().runPaths
            let odd = paths.filter { path in
                !path.hasPrefix("$ORIGIN") && !path.hasPrefix("${ORIGIN}")
                    && !(["/usr/", "/lib", "/opt/"].contains { path.hasPrefix($0) })
            }
            try expect(
                odd.isEmpty,
                "it looks for libraries in \(odd.map { $0.isEmpty ? "the working directory" : $0 }.joined(separator: ", ")), "
                    + "where others may put theirs")
            return paths.joined(separator: ", ")
        },
        "elf-glibc-floor": { subject throws(Unmet) in
            let versions = try subject.elf { file throws(ELFError) in try file.neededVersions }.values.joined()
                .compactMap(GlibcVersion.init)
            guard let newest = versions.max() else { return "it needs no version" }
            try expect(newest <= .debian12, "it needs glibc \(newest), Debian 12 has \(GlibcVersion.debian12)")
            return "glibc \(newest)"
        },
        "file-trusted": { subject throws(Unmet) in
            var walk = PathWalk()
            guard let steps = walk.steps(to: subject.path) else { throw .broken("\(subject.path) is gone") }
            if let reason = FileTrust.refusal(of: subject.path, passing: steps, user: geteuid()) {
                throw .broken("\(reason)")
            }
            return ""
        },
        "elf-loads": { subject throws(Unmet) in
            _ = try subject.entry()
            return ""
        },
    ]

    /// Of this process, as `NAME=value`.
    private static var environment: [String] {
        getenv("LD_LIBRARY_PATH").map { ["LD_LIBRARY_PATH=" + String(cString: $0)] } ?? []
    }

    /// What linkers define in every library.
    private static func isOfTheLinker(_ symbol: String) -> Bool {
        ["_init", "_fini", "_edata", "_end", "__bss_start", "_start"].contains(symbol)
    }
}

extension Subject {
    /// The file's bytes.
    func bytes() throws(Unmet) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .broken("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .broken("\(path) is no regular file")
        }
        guard status.st_size <= 1 << 30 else { throw .broken("it has more than 1 GiB") }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            guard got > 0 else { break }
            count += got
        }
        return Array(bytes.prefix(count))
    }

    func elf() throws(Unmet) -> ELFFile { try elf { file in file } }

    /// What is read of the file without loading it.
    func elf<Value>(_ read: (ELFFile) throws(ELFError) -> Value) throws(Unmet) -> Value {
        let bytes = try bytes()
        do throws(ELFError) { return try read(try ELFFile(bytes)) } catch { throw .broken("it \(error)") }
    }

    fileprivate func exportedSymbols() throws(Unmet) -> [String] {
        try elf { file throws(ELFError) in try file.exportedSymbols }
    }
}

/// A version of the C library, as symbols ask for it.
private struct GlibcVersion: Comparable, CustomStringConvertible {
    static let debian12 = GlibcVersion(numbers: [2, 36])
    let numbers: [Int]

    private init(numbers: [Int]) { self.numbers = numbers }

    /// Nil for what is no version of glibc.
    init?(_ symbol: String) {
        guard symbol.hasPrefix("GLIBC_") else { return nil }
        let numbers = symbol.dropFirst("GLIBC_".count).split(separator: ".").map { Int($0) }
        guard !numbers.isEmpty, numbers.allSatisfy({ $0 != nil }) else { return nil }
        self.numbers = numbers.compactMap { $0 }
    }

    static func < (one: GlibcVersion, other: GlibcVersion) -> Bool {
        one.numbers.lexicographicallyPrecedes(other.numbers)
    }

    var description: String { numbers.map(String.init).joined(separator: ".") }
}
