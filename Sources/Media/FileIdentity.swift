// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Which file it is, in which state: another one after the file was replaced, edited, or its permissions changed.
///
/// Host and worker compare it, so that the worker loads what the host judged.
public struct FileIdentity: Codable, Sendable, Hashable, LosslessStringConvertible {
    private var device: UInt64
    private var inode: UInt64
    /// Bytes.
    public var size: Int64
    private var modifiedNanoseconds: Int64
    private var changedNanoseconds: Int64

    public init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modifiedNanoseconds = Self.nanoseconds(status.st_mtim)
        changedNanoseconds = Self.nanoseconds(status.st_ctim)
    }

    /// Nil where there is no such file.
    public init?(ofFile path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Reads what `description` wrote.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 5, let device = UInt64(parts[0]), let inode = UInt64(parts[1]), let size = Int64(parts[2]),
            let modified = Int64(parts[3]), let changed = Int64(parts[4])
        else { return nil }
        self.device = device
        self.inode = inode
        self.size = size
        modifiedNanoseconds = modified
        changedNanoseconds = changed
    }

    public var description: String { "\(device):\(inode):\(size):\(modifiedNanoseconds):\(changedNanoseconds)" }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
