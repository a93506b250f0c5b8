// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What a file is now, as text that changes when the file is replaced, edited, or can be opened by other users.
enum FileState {
    /// Longer files of /proc and /sys are cut: what matters there is short.
    private static let readBytes = 4096

    /// Nil when there is no such file.
    static func text(of path: String) -> String? {
        // What the kernel makes up has no times of its own.
        if path.hasPrefix("/proc/") || path.hasPrefix("/sys/") { return content(of: path) }
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let format = status.st_mode & S_IFMT
        if format == S_IFCHR {
            // Times of a device node change with every use; whether it opens is what groups and rules come down to.
            let opens = access(path, R_OK | W_OK) == 0
            return "node \(status.st_rdev) \(status.st_mode) \(status.st_gid) \(opens ? "opens" : "closed")"
        }
        return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mode) "
            + "\(nanoseconds(status.st_mtim)) \(nanoseconds(status.st_ctim))"
    }

    /// Every file of a folder, by name; empty when there is no such folder.
    static func listing(of folder: String, suffix: String) -> [String] {
        matches(of: "\(folder)/*\(suffix)").map { path in "\(path) \(text(of: path) ?? "")" }
    }

    /// The paths that a pattern with `*` and `?` matches, sorted.
    static func matches(of pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { index in paths[index].map { String(cString: $0) } }
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func content(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: readBytes) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, readBytes))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
