// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Small facts that the kernel shows in `/dev`, `/proc` and `/sys`; reading them runs no driver's code.
public enum SystemFile {
    /// The names in a directory, in no order; nil when it cannot be listed.
    public static func names(in path: String) -> [String]? {
        guard let directory = opendir(path) else { return nil }
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
    public static func firstLine(_ path: String) -> String? {
        TextFile.read(path, limit: 255).map { text in String(text.prefix { $0 != "\n" }) }
    }

    /// The last component of what a symbolic link points to; nil when it is none.
    public static func linkName(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self).split(
            separator: "/"
        ).last.map(String.init)
    }

    /// A number as sysfs writes it: `0x8086`.
    public static func hexadecimal(_ path: String) -> UInt32? {
        guard let text = firstLine(path), text.hasPrefix("0x") else { return nil }
        return UInt32(text.dropFirst(2), radix: 16)
    }
}
