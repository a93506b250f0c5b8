// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import WorkerProtocol

/// The worker's end of the channel to the host: one connected stream socket, frames both ways.
///
/// Any thread may send; frames leave in the order of the calls, through a writer thread of the channel's own, so a
/// streaming thread never waits for the host. One thread at a time reads. When the host is gone, `nextFrame` returns
/// nil and whatever is sent vanishes: the role returns and the worker ends.
public final class HostChannel: Sendable {
    private let descriptor: Int32
    let outgoing: Monitor<OutgoingFrames>
    private let incoming: Monitor<IncomingFrames>

    /// Takes over the socket; it is never closed, since it lives as long as the process.
    ///
    /// - Parameters:
    ///   - descriptor: A connected `SOCK_STREAM` socket.
    ///   - frameLimit: Frames that may wait to be written before packets are dropped; the default is two seconds
    ///     of video, beyond which a viewer gains nothing from what waits.
    ///   - byteLimit: Bytes that may wait to be written before packets are dropped.
    public init(descriptor: Int32, frameLimit: Int = 60, byteLimit: Int = 16 << 20) {
        // Without it, writing to a host that is gone would kill the worker before it can tidy up.
        signal(SIGPIPE, SIG_IGN)
        self.descriptor = descriptor
        outgoing = Monitor(OutgoingFrames(frameLimit: frameLimit, byteLimit: byteLimit))
        incoming = Monitor(IncomingFrames(descriptor: descriptor))
        WorkerThread.start { [descriptor, outgoing] in
            HostChannel.write(outgoing, to: descriptor)
        }
    }

    /// Queues a message behind all that was sent before; waits while the queue is full.
    public func send(_ message: some Encodable & Sendable) {
        guard let frame = try? Frame.message(encoding: message), case .message(let body) = frame else {
            preconditionFailure("a message that does not encode: \(message)")
        }
        outgoing.wait { queue -> Void? in
            guard queue.isClosed || !queue.isFull else { return nil }
            queue.append(message: body)
            return ()
        }
    }

    /// Queues a packet, or drops it when the host does not read fast enough; never waits.
    ///
    /// After a dropped packet the stream drops on until its next keyframe, which carries `.discontinuity`.
    ///
    /// - Returns: False when the packet was dropped; the sender should see to a keyframe.
    @discardableResult
    public func send(stream: UInt32, _ packet: Packet) -> Bool {
        outgoing.update { $0.append(stream: stream, packet) }
    }

    /// Packets dropped so far, of all streams.
    public var droppedPackets: Int { outgoing.update { $0.droppedPackets } }

    /// Blocks until the host sends a frame.
    ///
    /// - Returns: The frame; nil when the host is gone.
    /// - Throws: `FrameError` for bytes that are no frame; the channel is of no use after that.
    public func nextFrame() throws(FrameError) -> Frame? {
        let outcome: Result<Frame?, FrameError> = incoming.update { reader in
            do throws(FrameError) {
                return .success(try reader.next())
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Waits until all that was sent is handed to the kernel, or the host is gone.
    public func flush() {
        outgoing.wait { queue in
            queue.isClosed || (queue.isEmpty && !queue.isWriting) ? () : nil
        }
    }

    private static func write(_ outgoing: Monitor<OutgoingFrames>, to descriptor: Int32) {
        while true {
            let frames: [Frame] = outgoing.wait { queue in
                guard !queue.isEmpty else { return nil }
                queue.isWriting = true
                return queue.takeAll()
            }
            for frame in frames {
                guard writeAll(frame.encoded(), to: descriptor) else {
                    outgoing.update { $0.close() }
                    // Wakes the reader, which then finds the end of the stream.
                    shutdown(descriptor, Int32(SHUT_RDWR))
                    return
                }
            }
            outgoing.update { $0.isWriting = false }
        }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno != EINTR { return false }
            written += max(0, count)
        }
        return true
    }
}
