// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import Synchronization
import Testing
import WorkerProtocol

@testable import Roles

/// A role on a thread of its own, and the host's end of its channel.
final class WorkerUnderTest<Command: Codable & Sendable, Event: Codable & Sendable>: Sendable {
    /// What the role sends.
    enum Output {
        case event(Event)
        case packet(Packet)
    }

    /// Longer than anything here takes on a loaded machine.
    static var patience: Duration { .seconds(30) }

    private let descriptor: Int32
    private let incoming: Mutex<IncomingFrames>
    private let status = Monitor<Int32?>(nil)
    /// The worker's end.
    let channel: HostChannel

    init(_ role: @escaping @Sendable (HostChannel) -> Int32) throws {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        descriptor = ends[0]
        incoming = Mutex(IncomingFrames(descriptor: ends[0]))
        let workerEnd = ends[1]
        channel = HostChannel(descriptor: workerEnd, frameLimit: 20)
        WorkerThread.start { [status, channel] in
            let result = role(channel)
            status.update { $0 = result }
            shutdown(workerEnd, Int32(SHUT_RDWR))
        }
    }

    deinit { close(descriptor) }

    func send(_ command: Command) throws {
        try send(frame: try Frame.message(encoding: command))
    }

    func send(frame: Frame) throws {
        let bytes = frame.encoded()
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Missing() }
            written += count
        }
    }

    /// The next that the role sends; nil when it has closed the channel.
    func next() throws -> Output? {
        switch try incoming.withLock({ reader in try reader.next() }) {
        case .message(let body): .event(try Frame.decode(Event.self, from: body))
        case .packet(_, let packet): .packet(packet)
        case nil: nil
        }
    }

    /// Skips to the first output of which `pick` makes something.
    func first<Result>(_ pick: (Output) -> Result?) throws -> Result {
        while let output = try next() {
            if let result = pick(output) { return result }
        }
        throw Missing()
    }

    /// The next packet of the kind, whatever else comes before it.
    func packet(where holds: (Packet) -> Bool = { _ in true }) throws -> Packet {
        try first { output in
            guard case .packet(let packet) = output, holds(packet) else { return nil }
            return packet
        }
    }

    /// Hangs up, as a host does that ends.
    func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// What the role has returned.
    func exitStatus() throws -> Int32 {
        try #require(status.wait(atMost: Self.patience) { $0 })
    }

    /// The role ended, or fell silent, before what the test waits for.
    struct Missing: Error {}
}
