// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The lines of standard input, none of which is kept beyond a size.
struct LineReader {
    enum Line {
        /// Without its break.
        case whole([UInt8])
        /// What it held is lost.
        case tooLong
    }

    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    private static let maximumBytes = 1_000_000

    /// The next line; nil at the end.
    mutating func next() -> Line? {
        var line: [UInt8] = []
        var isTooLong = false
        while position < buffer.count || fill() {
            let rest = buffer[position...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let part = rest[..<(end ?? rest.endIndex)]
            if line.count + part.count > Self.maximumBytes { isTooLong = true } else { line += part }
            position = end.map { $0 + 1 } ?? buffer.count
            if end != nil { return isTooLong ? .tooLong : .whole(line) }
        }
        if isTooLong { return .tooLong }
        return line.isEmpty ? nil : .whole(line)
    }

    private mutating func fill() -> Bool {
        guard !isAtEnd else { return false }
        buffer = [UInt8](repeating: 0, count: 65536)
        position = 0
        var count = 0
        repeat { count = read(STDIN_FILENO, &buffer, buffer.count) } while count < 0 && errno == EINTR
        buffer.removeSubrange(max(0, count)...)
        isAtEnd = count <= 0
        return count > 0
    }
}
