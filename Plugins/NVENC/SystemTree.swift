// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Reads small facts from `/dev`, `/proc` and `/sys`, below a root that tests move elsewhere.
struct SystemTree: Sendable {
    /// What stands before every path; empty for the machine itself.
    var root = ""

    /// The names in a directory, in no order; nil when it cannot be listed.
    func names(in path: String) -> [String]? {
        guard let directory = opendir(root + path) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The first line of a file, at most 255 bytes of it; nil when it cannot be read.
    func line(_ path: String) -> String? {
        let descriptor = open(root + path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 255)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { return nil }
        return String(decoding: buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// The last component of what a symbolic link points to; nil when it is none.
    func linkName(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(root + path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self).split(
            separator: "/"
        ).last.map(String.init)
    }

    /// A number as sysfs writes it: `0x8086`.
    func hexadecimal(_ path: String) -> UInt32? {
        guard let text = line(path), text.hasPrefix("0x") else { return nil }
        return UInt32(text.dropFirst(2), radix: 16)
    }
}
