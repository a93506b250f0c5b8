// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// The doubles as shared libraries, compiled once for all tests of a run, and gone with it.
final class DoubleLibraries: Sendable {
    /// Compiled at its first use; a fault of the compiler fails the tests that need it.
    static let shared = Result { try DoubleLibraries() }

    private let folder: String

    /// What shows other files in place of the real ones; for LD_PRELOAD.
    var tree: String { "\(folder)/libtree.so" }

    /// GStreamer's plugin with the elements, and the real ones that recipes name beside encoders.
    var plugins: String { "\(folder)/plugins" }

    /// A library of this run, such as `libva.so.2`.
    func path(of library: String) -> String { "\(folder)/\(library)" }

    private static let sources = [
        "libva.so.2": "va.c", "libva-drm.so.2": "va-drm.c", "libcuda.so.1": "cuda.c",
        "libnvidia-encode.so.1": "nvenc.c",
    ]

    static let names = sources.keys.sorted()

    private init() throws {
        folder = try Files.makeTemporaryFolder()
        removeAtExit(folder)
        try Self.compile("tree.c", to: tree)
        for (library, source) in Self.sources { try Self.compile(source, to: path(of: library)) }
        let gstreamer = try Self.output("pkg-config --cflags --libs gstreamer-1.0")
        try Files.makeFolder(plugins)
        try Self.compile("elements.c", to: "\(plugins)/libgstdoubles.so", gstreamer)
        let installed = try Self.output("pkg-config --variable=pluginsdir gstreamer-1.0")
        for plugin in ["libgstvideoconvertscale.so", "libgstvideoparsersbad.so"] {
            try Files.link("\(plugins)/\(plugin)", to: "\(installed)/\(plugin)")
        }
    }

    /// A build of a library in which a function has another name, so that nobody finds it.
    static func compile(_ library: String, without function: String, to path: String) throws {
        guard let source = sources[library] else { throw Files.Failure(description: "no double of \(library)") }
        try compile(source, to: path, "-D\(function)=hidden_\(function)")
    }

    private static func compile(_ source: String, to path: String, _ options: String = "") throws {
        let warnings = "-std=gnu11 -Wall -Wextra -Wno-unused-parameter -Werror"
        let command = "cc \(warnings) -shared -fPIC -o '\(path)' '\(Files.sources)/C/\(source)' \(options)"
        guard system(command) == 0 else { throw Files.Failure(description: "failed: \(command)") }
    }

    /// What a shell command prints, without the line's end.
    private static func output(_ command: String) throws -> String {
        guard let pipe = popen(command, "re") else { throw Files.Failure(description: "failed: \(command)") }
        defer { pclose(pipe) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, pipe)
        guard count > 0 else { throw Files.Failure(description: "printed nothing: \(command)") }
        return String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}

/// Folders that the end of the process takes with it.
private let leftovers = Mutex<[String]>([])

private func removeAtExit(_ folder: String) {
    leftovers.withLock { $0.append(folder) }
    atexit { leftovers.withLock { $0 }.forEach(Files.remove) }
}
