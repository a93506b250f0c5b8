// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// A shared library with nothing in it, made by a compiler.
public enum SmallLibrary {
    private static let compiled = Result { () throws -> [UInt8] in
        let scratch = try Scratch()
        return try bytes(of: build("\(scratch.path)/small.so"))
    }

    /// The bytes of one that needs nothing.
    public static func bytes() throws -> [UInt8] { try compiled.get() }

    /// The bytes of any file.
    public static func bytes(of path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }

    /// Builds one that needs other libraries.
    ///
    /// - Parameters:
    ///   - libraries: paths of what it needs, whether or not it uses them.
    ///   - compiler: `clang`, which comes with Swift, builds for other machines too.
    @discardableResult
    public static func build(
        _ path: String, needing libraries: [String] = [], flags: [String] = [], compiler: String = "cc"
    ) throws -> String {
        try CompiledLibrary.run(
            [compiler, "-shared", "-fPIC", "-nostdlib", "-x", "c", "/dev/null", "-x", "none", "-Wl,--no-as-needed"]
                + libraries + flags + ["-o", path])
        return path
    }

    /// Builds one for another machine, whatever this one is.
    public static func build(_ path: String, for target: String) throws -> String {
        try build(path, flags: ["-target", target, "-fuse-ld=lld"], compiler: "clang")
    }
}
