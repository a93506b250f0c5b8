// SPDX-License-Identifier: Apache-2.0
import Glibc
import WorkerProtocol

/// Reads frames from a stream socket, many small ones with one system call.
struct IncomingFrames {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Where the first byte that was not yet handed out stands in `buffer`.
    private var position = 0
    private var chunk = [UInt8](repeating: 0, count: 64 << 10)

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Blocks until a whole frame is there; nil at the end of the stream, also in the middle of a frame.
    mutating func next() throws(FrameError) -> Frame? {
        guard fill(4) else { return nil }
        let length = try Frame.length(of: buffer[position..<position + 4])
        guard fill(4 + length) else { return nil }
        let body = position + 4
        defer {
            position = body + length
            if position == buffer.count {
                buffer.removeAll(keepingCapacity: buffer.count <= 1 << 20)
                position = 0
            }
        }
        return try Frame(kindAndBody: buffer[body..<body + length])
    }

    /// Reads until `count` bytes are there from `position` on; false at the end of the stream.
    private mutating func fill(_ count: Int) -> Bool {
        while buffer.count - position < count {
            if position > 0 {
                buffer.removeFirst(position)
                position = 0
            }
            let received = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if received > 0 {
                buffer.append(contentsOf: chunk[..<received])
            } else if received == 0 || errno != EINTR {
                return false
            }
        }
        return true
    }
}
