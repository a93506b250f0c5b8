// SPDX-License-Identifier: Apache-2.0
import Logging
import Media
import NIOCore
import Processes
import Streams
import WorkerProtocol

/// Writes what a stream delivers into a file: what viewers would get, no more and no less.
public struct Recording: Sendable {
    public enum Limit: Sendable, Hashable {
        case seconds(Double)
        case frames(Int)
    }

    public var path: String
    public var limit: Limit
    public var worker: WorkerExecutable
    public var logger: Logger

    public init(path: String, limit: Limit, worker: WorkerExecutable, logger: Logger) {
        self.path = path
        self.limit = limit
        self.worker = worker
        self.logger = logger
    }

    /// How much was written.
    public struct Summary: Sendable, Hashable {
        public var packets = 0
        public var bytes = 0
        public var format: StreamFormat?
    }

    /// Records until the limit; containers go through a mux worker, every other ending gets the elementary stream.
    ///
    /// - Throws: `Reason` when the file cannot be written or the stream fails for good.
    public func record(_ stream: VideoStream) async throws -> Summary {
        let (mux, status) = try await WorkerSession.run(worker, role: ["mux"], logger: logger) { session, inbound in
            try await write(stream, session, inbound)
        }
        guard mux.packets > 0 else {
            throw stream.failure
                ?? Reason("no-packets", "nothing was recorded: the mux worker \(status?.description ?? "hangs")")
        }
        return mux
    }

    private func write(
        _ stream: VideoStream, _ session: WorkerSession, _ inbound: NIOAsyncChannelInboundStream<Frame>
    ) async throws -> Summary {
        try await session.send(MuxCommand.hello(Hello()))
        return try await withThrowingTaskGroup(of: Summary?.self) { group in
            group.addTask { try await forward(stream, to: session) }
            group.addTask {
                for try await frame in inbound {
                    guard case .message(let body) = frame else { continue }
                    switch try Frame.decode(MuxEvent.self, from: body) {
                    case .hello: break
                    case .finished: return nil
                    case .failed(let reason): throw reason
                    }
                }
                throw Reason("worker-died", "the mux worker ended without finishing \(path)")
            }
            group.addTask { try await watchForFailure(stream) }
            defer { group.cancelAll() }
            var summary = Summary()
            while let result = try await group.next() {
                guard let result else { return summary }
                summary = result
            }
            return summary
        }
    }

    private func forward(_ stream: VideoStream, to session: WorkerSession) async throws -> Summary {
        let subscription = stream.subscribe()
        defer { subscription.cancel() }
        subscription.setAudience(1)
        var summary = Summary()
        var firstTime: Int64?
        for await batch in subscription {
            for element in batch {
                switch element {
                case .format(let format):
                    guard summary.format == nil else {
                        throw Reason("format-changed", "the stream's format changed while recording \(path)")
                    }
                    summary.format = format
                    try await session.send(MuxCommand.start(format: format, path: path))
                case .packet(let packet):
                    let start = firstTime ?? packet.presentationNanoseconds
                    firstTime = start
                    if isOver(summary, packet, since: start) {
                        try await session.send(MuxCommand.finish)
                        return summary
                    }
                    try await session.send(Frame.packet(stream: 0, packet))
                    summary.packets += 1
                    summary.bytes += packet.bytes.count
                }
            }
        }
        throw Reason("stream-ended", "the stream ended while recording \(path)")
    }

    private func isOver(_ summary: Summary, _ packet: Packet, since start: Int64) -> Bool {
        switch limit {
        case .frames(let count): summary.packets >= count
        case .seconds(let seconds): Double(packet.presentationNanoseconds - start) / 1e9 >= seconds
        }
    }

    private func watchForFailure(_ stream: VideoStream) async throws -> Summary? {
        while true {
            try await Task.sleep(for: .milliseconds(200))
            if let failure = stream.failure { throw failure }
        }
    }
}
