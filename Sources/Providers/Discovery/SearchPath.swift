// SPDX-License-Identifier: Apache-2.0
import Glibc
import Processes

/// Where provider libraries are looked for, in order: an earlier folder's file hides a later one of the same name.
///
/// Never the working directory, never `LD_LIBRARY_PATH`, never a bare name.
public struct SearchPath: Sendable, Hashable {
    /// Serval's own libraries, beside its program; other files there are not looked at.
    public var builtIn: [String]
    /// Folders in which every `*.so` is a provider.
    public var folders: [String]

    public init(builtIn: [String], folders: [String]) {
        self.builtIn = builtIn
        self.folders = folders
    }

    /// The names of our own libraries.
    public static let builtInNames = ["libSoftwareEncoders.so", "libVAAPI.so", "libNVENC.so"]

    /// The search path of this installation.
    ///
    /// - Parameter configured: the folders of `providers.paths`, looked at first.
    public static func standard(configured: [String]) -> SearchPath {
        let own = WorkerExecutable.ownFolder()
        let beside = [own, own + "/../lib/serval"]
        let builtIn = builtInNames.compactMap { name -> String? in
            let paths: [String] = beside.map { folder in "\(folder)/\(name)" }
            return paths.first { path in access(path, F_OK) == 0 }
        }
        let added = ProviderPathVariable.current()
        return SearchPath(
            builtIn: builtIn,
            folders: configured + added.folders + ["/usr/local/lib/serval/providers", "/usr/lib/serval/providers"])
    }
}

/// `SERVAL_PROVIDER_PATH`: folders with a colon between them.
public struct ProviderPathVariable: Sendable, Hashable {
    /// Absolute; the others are left out.
    public var folders: [String] = []
    /// What is wrong with it, in words.
    public var faults: [String] = []

    static let name = "SERVAL_PROVIDER_PATH"

    /// An empty part stands for nothing, and never for the working directory.
    init(_ text: String) {
        for part in text.split(separator: ":").map(String.init) {
            if part.hasPrefix("/") {
                folders.append(part)
            } else {
                faults.append(
                    "\(Self.name): \"\(part)\" is no absolute path, and is not looked at: "
                        + "providers are never taken from the working directory")
            }
        }
    }

    /// The variable of this process.
    public static func current() -> ProviderPathVariable {
        // A privileged program must not load what an unprivileged user names.
        guard geteuid() == getuid(), getegid() == getgid(), let value = getenv(name) else {
            return ProviderPathVariable("")
        }
        return ProviderPathVariable(String(cString: value))
    }
}
