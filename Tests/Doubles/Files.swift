// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc

/// Files for the doubles.
enum Files {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The folder of this file in the sources.
    static let sources = #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }

    static func read(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    static func write(_ text: String, to path: String) throws {
        try makeFolder(folder(of: path))
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    static func link(_ path: String, to target: String) throws {
        try makeFolder(folder(of: path))
        guard symlink(target, path) == 0 else { throw Failure(description: "\(path) cannot be linked: \(errno)") }
    }

    static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    static func makeTemporaryFolder() throws -> String {
        var template = Array("/tmp/serval-doubles-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(description: "mkdtemp failed: \(errno)") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    private static func folder(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
