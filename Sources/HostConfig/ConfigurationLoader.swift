// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Glibc

/// Finds and reads the configuration file.
public enum ConfigurationLoader {
    /// Where a file is looked for when none is named; the first that exists is taken.
    public static let searchPath = ["serval.yaml", "/etc/serval/serval.yaml"]

    /// The configuration in the file at `path`, or in the first of `searchPath` that exists, under the environment and
    /// the flags.
    ///
    /// Warnings and notes come with it. A named file that is missing is an error, and so is any file that
    /// cannot be read; both come as the only diagnostic.
    /// - Parameter path: nil for the variables `SERVAL_CONFIG` and `NEKO_CONFIG`, then the search path.
    public static func load(
        path: String?, searchPath: [String] = searchPath, environment: [String: String] = [:],
        flags: [ConfigurationFlag] = []
    ) throws(ConfigurationError) -> LoadedConfiguration {
        let named = [path, environment["SERVAL_CONFIG"], environment["NEKO_CONFIG"]].lazy.compactMap { $0 }
            .first { !$0.isEmpty || path != nil }
        for candidate in named.map({ [$0] }) ?? searchPath {
            switch read(candidate) {
            case .success(let bytes):
                let file = SourceText(name: candidate, bytes: bytes)
                var loaded = try LoadedConfiguration(file: file, environment: environment, flags: flags)
                loaded.configuration.providers.paths = loaded.configuration.providers.paths.map(absolute)
                return loaded
            case .failure(let failure):
                if named == nil, failure.code == ENOENT || failure.code == ENOTDIR { continue }
                throw ConfigurationError([diagnostic(for: failure, path: candidate)])
            }
        }
        return try LoadedConfiguration(file: nil, environment: environment, flags: flags)
    }

    /// A file that is named from the working directory has its folders there; from here on they stay where they are.
    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return "\(String(cString: folder))/\(path)"
    }

    /// What the system answered to an attempt at reading.
    private struct ReadFailure: Error {
        var code: Int32
    }

    /// Reads no more than one byte beyond what a configuration can have, so that a device file ends, too.
    private static func read(_ path: String) -> Result<[UInt8], ReadFailure> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .failure(ReadFailure(code: errno)) }
        defer { close(descriptor) }
        let limit = YAMLLimits().bytes + 1
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while bytes.count < limit {
            let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
            if count == 0 { break }
            if count > 0 {
                bytes += chunk[..<count]
            } else if errno != EINTR {
                return .failure(ReadFailure(code: errno))
            }
        }
        return .success(bytes)
    }

    private static func diagnostic(for failure: ReadFailure, path: String) -> Diagnostic {
        let advice: String? =
            switch failure.code {
            case ENOENT, ENOTDIR:
                "give --config the path of a file that exists, or leave it out for the defaults"
            case EACCES: "make the file readable for the user that runs Serval"
            case EISDIR: "name a file in that folder"
            default: nil
            }
        return Diagnostic(
            .error, "cannot read the configuration \(path): \(String(cString: strerror(failure.code)))",
            advice: advice)
    }
}
