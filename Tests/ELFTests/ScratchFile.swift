// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A file with this text, removed when it is released.
final class ScratchFile: Sendable {
    let path: String

    init(_ text: String) throws {
        var template = Array("/tmp/serval-elf-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let bytes = Array(text.utf8)
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else { throw Failed() }
        close(descriptor)
    }

    deinit { unlink(path) }

    struct Failed: Error {}
}
