// SPDX-License-Identifier: Apache-2.0
import TestFixtures

@testable import Providers

/// A shared library with nothing in it, made by a compiler.
enum SmallLibrary {
    struct Unreadable: Error {}

    private static let compiled = Result { () throws -> [UInt8] in
        let scratch = try Scratch()
        return try bytes(of: build("\(scratch.path)/small.so"))
    }

    static func bytes() throws -> [UInt8] { try compiled.get() }

    static func bytes(of path: String) throws -> [UInt8] {
        guard let bytes = FileBytes.read(path) else { throw Unreadable() }
        return bytes
    }

    /// Builds one that needs other libraries.
    ///
    /// - Parameters:
    ///   - libraries: paths of what it needs, whether or not it uses them.
    ///   - compiler: `clang`, which comes with Swift, builds for other machines too.
    @discardableResult
    static func build(
        _ path: String, needing libraries: [String] = [], flags: [String] = [], compiler: String = "cc"
    ) throws -> String {
        try CompiledLibrary.run(
            [compiler, "-shared", "-fPIC", "-nostdlib", "-x", "c", "/dev/null", "-x", "none", "-Wl,--no-as-needed"]
                + libraries + flags + ["-o", path])
        return path
    }

    /// Builds one for another machine, whatever this one is.
    static func build(_ path: String, for target: String) throws -> String {
        try build(path, flags: ["-target", target, "-fuse-ld=lld"], compiler: "clang")
    }
}
