// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Glibc
import HostConfig

/// Files beside the tests.
enum Fixture {
    private static let folder = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    static let bad = folder + "/Bad"
    static let good = folder + "/Good"
    static let examples = folder + "/../../Examples/configurations"

    /// The names of a folder's YAML files without their ending, sorted.
    static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".yaml") { names.append(String(name.dropLast(5))) }
        }
        return names.sorted()
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw Missing(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes
    }

    struct Missing: Error {
        let path: String
    }

    /// What Serval says of a text: errors, or warnings and notes.
    static func diagnostics(_ source: SourceText) -> String {
        do {
            return try Configuration.parse(source).diagnostics.rendered
        } catch {
            return error.description
        }
    }
}

extension Configuration {
    /// What a text configures; no warning may come with it.
    static func make(_ text: String) throws -> Configuration {
        let (configuration, diagnostics) = try parse(SourceText(name: "test.yaml", text: text))
        guard diagnostics.isEmpty else { throw ConfigurationError(diagnostics) }
        return configuration
    }
}
