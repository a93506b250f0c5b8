// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Where `serval-worker` is: beside the running `serval`, or in `../libexec/serval/`.
public struct WorkerExecutable: Sendable, Hashable {
    public var path: String
    /// The whole environment of workers, as `NAME=value`; nil for this process's own.
    public var environment: [String]?

    public init(path: String, environment: [String]? = nil) {
        self.path = path
        self.environment = environment
    }

    /// The worker was not found; there is no in-process fallback.
    public struct Missing: Error, Sendable, Hashable, CustomStringConvertible {
        public var searched: [String]
        public var description: String {
            "serval-worker was not found (looked for \(searched.joined(separator: " and "))); "
                + "install it beside serval: every encoder runs in it"
        }
    }

    /// Finds the worker that belongs to the running program.
    public static func locate() throws(Missing) -> WorkerExecutable {
        let folder = ownFolder()
        let candidates = [folder + "/serval-worker", folder + "/../libexec/serval/serval-worker"]
        guard let path = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw Missing(searched: candidates)
        }
        return WorkerExecutable(path: path)
    }

    /// The folder of the running program, symbolic links resolved.
    public static func ownFolder() -> String {
        guard let resolved = realpath("/proc/self/exe", nil) else { return "/usr/bin" }
        defer { free(resolved) }
        let path = String(cString: resolved)
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
