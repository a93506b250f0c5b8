// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc

/// A JSON file of remembered values by name, shared by all processes of this user.
///
/// Whatever cannot be read is as if it were not there; whatever cannot be written is learnt again next time.
public struct MemoryFile<Value: Codable & Sendable>: Sendable {
    private struct Content: Codable {
        var schema: Int
        var entries: [String: Value]
    }

    /// A file of another schema is not read.
    private static var schema: Int { 1 }

    private let path: String

    /// - Parameter path: absolute, in a folder that is there.
    public init(path: String) { self.path = path }

    /// Everything that is remembered; empty when there is nothing, or nothing that can be read.
    public func read() -> [String: Value] {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
            let content = try? JSONDecoder().decode(Content.self, from: data), content.schema == Self.schema
        else { return [:] }
        return content.entries
    }

    /// Changes what is remembered: no other process writes meanwhile, and a reader sees it before or after.
    ///
    /// - Returns: false when it could not be written.
    @discardableResult
    public func update(_ change: (inout [String: Value]) -> Void) -> Bool {
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { return false }
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else { return false }
        var entries = read()
        change(&entries)
        guard let data = try? JSONEncoder().encode(Content(schema: Self.schema, entries: entries)) else { return false }
        return replace(with: Array(data))
    }

    private func replace(with bytes: [UInt8]) -> Bool {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        guard close(descriptor) == 0, rest.isEmpty, rename(temporary, path) == 0 else {
            unlink(temporary)
            return false
        }
        return true
    }
}
