// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Synchronization

/// Remembered values by name, in a JSON file that all processes of this user share.
///
/// Whatever cannot be read is as if it were not there. Whatever cannot be written is remembered by this process alone:
/// on a full disk, or without any folder for caches, work that was done is not done again and again.
public final class MemoryFile<Value: Codable & Sendable>: Sendable {
    private struct Content: Codable {
        var schema: Int
        var entries: [String: Value]
    }

    /// A file of another schema is not read.
    private static var schema: Int { 1 }

    private let path: String?
    /// What could not be written; nil as long as the file has all.
    private let unwritten = Mutex<[String: Value]?>(nil)

    /// - Parameter path: absolute, in a folder that is there; nil to remember in this process alone.
    public init(path: String?) { self.path = path }

    /// Everything that is remembered; empty when there is nothing, or nothing that can be read.
    public func read() -> [String: Value] { unwritten.withLock { $0 } ?? stored() }

    /// Changes what is remembered: no other process writes meanwhile, and a reader sees it before or after.
    ///
    /// - Returns: false when it could not be written, and is remembered by this process alone.
    @discardableResult
    public func update(_ change: (inout [String: Value]) -> Void) -> Bool {
        unwritten.withLock { unwritten in
            let lock = path.map { open($0 + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600) } ?? -1
            defer { if lock >= 0 { close(lock) } }
            let isLocked = lock >= 0 && flock(lock, LOCK_EX) == 0
            var entries = unwritten ?? stored()
            change(&entries)
            let isWritten = isLocked && write(entries)
            unwritten = isWritten ? nil : entries
            return isWritten
        }
    }

    private func stored() -> [String: Value] {
        guard let path, let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
            let content = try? JSONDecoder().decode(Content.self, from: data), content.schema == Self.schema
        else { return [:] }
        return content.entries
    }

    private func write(_ entries: [String: Value]) -> Bool {
        guard let path, let data = try? JSONEncoder().encode(Content(schema: Self.schema, entries: entries)) else {
            return false
        }
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        var rest = Array(data)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
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
