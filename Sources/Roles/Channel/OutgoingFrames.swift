// SPDX-License-Identifier: Apache-2.0
import Media
import WorkerProtocol

/// What waits to be written to the host: bounded, and fair to the stream that does not fit.
///
/// A packet that does not fit is dropped, and so is all that follows in its stream up to a keyframe that fits: a
/// decoder could use none of it. Messages are never dropped; their sender waits while `isFull`.
struct OutgoingFrames {
    /// Frames and bytes that may wait; a frame larger than `byteLimit` is still taken when nothing else waits.
    let frameLimit: Int
    let byteLimit: Int

    private var waiting: [Frame] = []
    private var waitingBytes = 0
    private var interruptedStreams: Set<UInt32> = []

    /// Packets that were dropped so far.
    private(set) var droppedPackets = 0
    /// The writer has taken frames that it has not finished writing.
    var isWriting = false
    /// The host is gone: nothing is kept any more.
    private(set) var isClosed = false

    init(frameLimit: Int, byteLimit: Int) {
        self.frameLimit = frameLimit
        self.byteLimit = byteLimit
    }

    var isEmpty: Bool { waiting.isEmpty }

    var isFull: Bool { waiting.count >= frameLimit || waitingBytes >= byteLimit }

    /// Takes a message, full or not.
    mutating func append(message body: [UInt8]) {
        guard !isClosed else { return }
        append(.message(body), size: body.count)
    }

    /// Takes the packet, or drops it and returns false.
    mutating func append(stream: UInt32, _ packet: Packet) -> Bool {
        let fits = waiting.isEmpty || (!isFull && waitingBytes + packet.bytes.count <= byteLimit)
        let interrupted = interruptedStreams.contains(stream)
        guard !isClosed, fits, !interrupted || packet.isKeyframe else {
            interruptedStreams.insert(stream)
            droppedPackets += 1
            return false
        }
        var packet = packet
        if interrupted {
            packet.flags.insert(.discontinuity)
            interruptedStreams.remove(stream)
        }
        append(.packet(stream: stream, packet), size: packet.bytes.count)
        return true
    }

    /// Hands over all that waits.
    mutating func takeAll() -> [Frame] {
        defer {
            waiting = []
            waitingBytes = 0
        }
        return waiting
    }

    mutating func close() {
        isClosed = true
        waiting = []
        waitingBytes = 0
    }

    private mutating func append(_ frame: Frame, size: Int) {
        waiting.append(frame)
        waitingBytes += size
    }
}
