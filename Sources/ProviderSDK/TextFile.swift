// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Small text files, as `/proc` and `/sys` have them.
public enum TextFile {
    /// The file's text, invalid UTF-8 repaired; nil when it cannot be read.
    ///
    /// - Parameter limit: bytes to read at most.
    public static func read(_ path: String, limit: Int = 65536) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), limit - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { return nil }
            if got == 0 { break }
            count += got
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
