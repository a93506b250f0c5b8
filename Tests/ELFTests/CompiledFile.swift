// SPDX-License-Identifier: Apache-2.0
import ELF
import Glibc
import TestFixtures

/// `library.c`, compiled, as bytes.
enum CompiledFile {
    static let exported = [
        "exported", "exported_data", "exported_pointer", "exported_protected", "exported_weakly",
    ]

    static func bytes(_ flags: [String] = [], compiler: String = "cc") throws -> [UInt8] {
        let library = try CompiledLibrary("Tests/ELFTests/library.c", flags: flags, compiler: compiler)
        return contents(library.path)
    }

    static func file(_ flags: [String] = []) throws -> ELFFile { try ELFFile(try bytes(flags)) }

    /// For another machine, whatever this one is.
    static func bytes(for target: String) throws -> [UInt8] {
        try bytes(["-target", target, "-nostdlib", "-fuse-ld=lld"], compiler: "clang")
    }

    static func contents(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes
    }

    /// Asks for all that there is: an answer or an error, never a trap.
    @discardableResult
    static func readAll(_ bytes: [UInt8]) -> Bool {
        guard let file = try? ELFFile(bytes) else { return false }
        _ = (file.needed, file.soname, file.runPaths, file.hasTextRelocations, file.usesStaticTLS)
        _ = (file.hasExecutableStack, file.machineName, file.expectedSize, file.kind)
        let isWhole =
            (try? file.exportedSymbols) != nil
            && (try? file.neededVersions) != nil
        return isWhole
    }
}
