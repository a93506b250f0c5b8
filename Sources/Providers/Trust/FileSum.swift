// SPDX-License-Identifier: Apache-2.0
import Crypto
import Glibc
import Media

/// The SHA-256 of a file, and which file in which state that was.
public struct FileSum: Codable, Sendable, Hashable {
    var identity: FileIdentity
    /// 64 hexadecimal digits.
    var sum: String

    /// Nil when the file cannot be read, or changes meanwhile.
    init?(ofFile path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let before = Self.identity(of: descriptor) else { return nil }
        var hash = SHA256()
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            chunk.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        guard Self.identity(of: descriptor) == before else { return nil }
        identity = before
        sum = hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    private static func identity(of descriptor: Int32) -> FileIdentity? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? FileIdentity(status) : nil
    }
}
