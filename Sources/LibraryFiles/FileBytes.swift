// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Reads files whole, with an end to what is taken.
package enum FileBytes {
    /// No library is larger; reading stops there.
    package static let most = 2 << 30

    /// The first bytes of a regular file; nil when it cannot be read.
    package static func read(_ path: String, atMost limit: Int = most) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let wanted = min(limit, Int(status.st_size))
        var isWhole = true
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
            while count < wanted {
                let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, wanted - count)
                if got < 0, errno == EINTR { continue }
                isWhole = got >= 0
                guard got > 0 else { return }
                count += got
            }
        }
        return isWhole ? bytes : nil
    }
}
