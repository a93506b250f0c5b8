// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A provider's library, found but not touched.
public struct ProviderFile: Codable, Sendable, Hashable {
    /// Absolute, symbolic links resolved.
    public var path: String
    /// One of Serval's own.
    public var isBuiltIn: Bool

    public init(path: String, isBuiltIn: Bool) {
        self.path = path
        self.isBuiltIn = isBuiltIn
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
        let file = ProviderFile(path: String(cString: resolved), isBuiltIn: isBuiltIn)
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
