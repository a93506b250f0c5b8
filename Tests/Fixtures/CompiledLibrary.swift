// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A shared library in C that a test builds; removed when this is released.
public final class CompiledLibrary: Sendable {
    /// The compiler refused; its words are on standard error.
    public struct CompilerFailed: Error {
        /// The whole command.
        public let arguments: [String]
    }

    /// The library's absolute path.
    public let path: String
    private let folder: String

    /// The repository's folder.
    public static let repository = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    /// Builds the library.
    ///
    /// - Parameters:
    ///   - source: the source file's path in the repository.
    ///   - flags: for the compiler: `-DHELD=3`.
    ///   - include: where `serval/serval.h` is, in the repository.
    ///   - compiler: `clang`, which comes with Swift, builds for other machines too.
    public convenience init(
        _ source: String, flags: [String] = [], include: String = "Sources/PluginABI/include", compiler: String = "cc"
    ) throws {
        try self.init(sources: [source], flags: flags, include: include, compiler: compiler)
    }

    /// Builds the library of several files.
    ///
    /// - Parameter libraries: what comes after the sources: `-lopenh264`.
    public init(
        sources: [String], flags: [String] = [], libraries: [String] = [],
        include: String = "Sources/PluginABI/include", compiler: String = "cc"
    ) throws {
        var template = Array("/tmp/serval-fixture-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw CompilerFailed(arguments: ["mkdtemp"]) }
        folder = String(cString: made)
        path = "\(folder)/provider.so"
        let root = CompiledLibrary.repository
        let arguments =
            [compiler, "-std=gnu11", "-g", "-shared", "-fPIC", "-I\(root)/\(include)"] + flags
            + ["-o", path] + sources.map { "\(root)/\($0)" } + libraries
        try CompiledLibrary.run(arguments)
    }

    deinit {
        unlink(path)
        rmdir(folder)
    }

    /// Runs a compiler to its end; its words go to standard error.
    ///
    /// - Throws: `CompilerFailed` when it refuses.
    public static func run(_ arguments: [String]) throws {
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        pointers.append(nil)
        var child: pid_t = 0
        guard posix_spawnp(&child, arguments[0], nil, nil, pointers, environ) == 0 else {
            throw CompilerFailed(arguments: arguments)
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw CompilerFailed(arguments: arguments) }
    }
}
