// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A provider's library, found but not touched.
public struct ProviderFile: Codable, Sendable, Hashable {
    /// Absolute, symbolic links resolved.
    public var path: String
    /// One of Serval's own.
    public var isBuiltIn: Bool
    /// Where it was found, when a symbolic link is on that way; nil when none is.
    public var link: String?

    public init(path: String, isBuiltIn: Bool, link: String? = nil) {
        self.path = path
        self.isBuiltIn = isBuiltIn
        self.link = link
    }

    public var name: String { String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...]) }
}

extension SearchPath {
    /// The libraries in the path: our own first, then each folder's by name. Folders that are not there are no error.
    public func providerFiles() -> [ProviderFile] {
        var seenNames: Set<String> = []
        var files: [ProviderFile] = []
        for path in builtIn { append(path, isBuiltIn: true, to: &files, &seenNames) }
        for folder in folders where folder.hasPrefix("/") {
            for name in libraryNames(in: folder) {
                append("\(folder)/\(name)", isBuiltIn: false, to: &files, &seenNames)
            }
        }
        return files
    }

    private func append(
        _ path: String, isBuiltIn: Bool, to files: inout [ProviderFile], _ seenNames: inout Set<String>
    ) {
        guard let resolved = realpath(path, nil) else { return }
        defer { free(resolved) }
        var file = ProviderFile(path: String(cString: resolved), isBuiltIn: isBuiltIn)
        if file.path != path { file.link = path }
        guard seenNames.insert(file.name).inserted else { return }
        files.append(file)
    }

    /// Sorted, since the order of a directory is chance.
    private func libraryNames(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".so"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
