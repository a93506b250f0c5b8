// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Processes

/// A program at work, whose output goes to files.
final class Program {
    let name: String
    private let child: ChildProcess
    private let outputPath: String
    private let errorPath: String

    /// Starts a program found in PATH, or by its path.
    ///
    /// - Parameter environment: added to a plain one; nothing of the tester's own desktop gets in.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        descriptors: [ChildProcess.Descriptor] = [], folder: TemporaryFolder
    ) throws {
        let path = try Self.find(program)
        name = String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...])
        let stem = folder.file(name + "-" + UUID().uuidString.prefix(8))
        outputPath = stem + ".out"
        errorPath = stem + ".err"
        let files = [outputPath, errorPath].map { (path: String) in
            open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0o600)
        }
        defer { files.forEach { close($0) } }
        child = try ChildProcess(
            path: path, arguments: arguments,
            environment: Self.environment(adding: environment, folder: folder),
            descriptors: [.init(files[0], as: 1), .init(files[1], as: 2)] + descriptors)
    }

    var pid: pid_t { child.pid }
    var output: String { Self.text(of: outputPath) }
    var errorOutput: String { Self.text(of: errorPath) }

    /// The program has not ended by itself.
    var runs: Bool {
        var poller = pollfd(fd: child.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&poller, 1, 0) == 0
    }

    /// Waits for the end; what takes too long is killed, with its process group.
    func end(withinSeconds seconds: Double) -> ExitStatus? {
        child.end(withinMilliseconds: Int32(seconds * 1000))
    }

    /// Asks it to end, and kills it when it does not.
    @discardableResult
    func stop() -> ExitStatus? {
        kill(pid, SIGTERM)
        return end(withinSeconds: 10)
    }

    private static func text(of path: String) -> String {
        guard let data = FileManager.default.contents(atPath: path) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }

    private static func find(_ program: String) throws -> String {
        guard !program.contains("/") else { return program }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        guard let folder = folders.first(where: { access("\($0)/\(program)", X_OK) == 0 }) else {
            throw FixtureError("\(program) is not installed; ./scripts/test installs what the tests need")
        }
        return "\(folder)/\(program)"
    }

    private static func environment(adding: [String: String], folder: TemporaryFolder) -> [String] {
        let own = ProcessInfo.processInfo.environment
        var result = [
            "HOME": folder.path, "XDG_CACHE_HOME": folder.path, "XDG_STATE_HOME": folder.path,
            "PATH": own["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8",
            // One registry for all tests: a scan of every plugin takes a second.
            "GST_REGISTRY": BuiltProducts.path(of: "gstreamer-registry.bin"),
        ]
        result["LD_LIBRARY_PATH"] = own["LD_LIBRARY_PATH"]
        result.merge(adding) { _, new in new }
        return result.map { "\($0.key)=\($0.value)" }
    }
}
