// SPDX-License-Identifier: Apache-2.0
import Logging
import Media
import NIOCore
import Processes
import Streams
import Synchronization
import WorkerProtocol

/// One encode worker from its start to its end, delivering into a stream's fan-out.
struct EncodeRun: Sendable {
    let worker: WorkerExecutable
    let start: EncodeStart
    let fanout: PacketFanout
    let logger: Logger
    /// Called once the worker runs, with its process id.
    let onStart: @Sendable (Int32) -> Void
    let onPacket: @Sendable (Packet) -> Void

    /// No packet within this time after the start, or between two packets: the worker counts as stalled. The start may
    /// include GStreamer's scan of all its plugins.
    static let startDeadlineNanoseconds: Int64 = 20_000_000_000
    static let stallDeadlineNanoseconds: Int64 = 3_000_000_000

    /// Runs until the worker ends, stalls, or the commands end in `.stop`.
    ///
    /// - Returns: why it ended; nil when it was told to.
    func run(commands: AsyncStream<EncodeCommand>) async -> Reason? {
        do {
            let (reason, status) = try await WorkerSession.run(worker, role: ["encode"], logger: logger) {
                session, inbound in
                onStart(session.pid)
                try await session.send(EncodeCommand.hello(Hello()))
                try await session.send(EncodeCommand.start(start))
                return try await deliver(session, inbound, commands)
            }
            return reason.map { $0.completed(with: status) }
        } catch {
            return Reason("worker-failed", "the encode worker's channel broke: \(error)")
        }
    }

    private func deliver(
        _ session: WorkerSession, _ inbound: NIOAsyncChannelInboundStream<Frame>,
        _ commands: AsyncStream<EncodeCommand>
    ) async throws -> Reason? {
        let progress = Progress()
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask { .over(try await read(inbound, progress)) }
            group.addTask {
                for await command in commands {
                    try await session.send(command)
                    if command == .stop { return .stopping }
                }
                return .stopping
            }
            group.addTask { try await watch(progress) }
            defer { group.cancelAll() }
            while let outcome = try await group.next() {
                switch outcome {
                case .over(let reason): return reason
                // It drains and says `ended`; the watch above is its deadline.
                case .stopping: progress.expectEnd()
                }
            }
            return nil
        }
    }

    private enum Outcome: Sendable { case over(Reason?), stopping }

    private func read(
        _ inbound: NIOAsyncChannelInboundStream<Frame>, _ progress: Progress
    ) async throws -> Reason? {
        for try await frame in inbound {
            switch frame {
            case .packet(_, let packet):
                progress.packetArrived()
                fanout.publish(packet)
                onPacket(packet)
            case .message(let body):
                switch try Frame.decode(EncodeEvent.self, from: body) {
                case .hello(let hello) where hello.version != workerProtocolVersion:
                    return Reason(
                        "worker-version",
                        "serval-worker speaks version \(hello.version), serval \(workerProtocolVersion)",
                        hint: "install serval and serval-worker of the same version, then start serval again")
                case .hello: break
                case .format(let format): fanout.publish(format)
                case .statistics(let statistics):
                    if statistics.dropped > progress.reportedDrops(statistics.dropped) {
                        logger.warning(
                            "the encode worker dropped packets", metadata: ["total": "\(statistics.dropped)"])
                    }
                case .failed(let reason): return reason
                case .ended: return progress.isEndExpected ? nil : Reason("source-ended", "the capture came to its end")
                }
            }
        }
        return Reason("worker-died", "the encode worker ended without a word")
    }

    private func watch(_ progress: Progress) async throws -> Outcome {
        while true {
            try await Task.sleep(for: .milliseconds(250))
            if let reason = progress.overdue() { return .over(reason) }
        }
    }
}

extension EncodeRun {
    /// When the last packet came; shared by the reader and the watch of one run.
    fileprivate final class Progress: Sendable {
        private struct State {
            let start = MonotonicClock.nowNanoseconds()
            var lastPacket: Int64?
            var endExpectedSince: Int64?
            var drops = 0
        }
        private let state = Mutex(State())

        func packetArrived() { state.withLock { $0.lastPacket = MonotonicClock.nowNanoseconds() } }
        func expectEnd() { state.withLock { $0.endExpectedSince = MonotonicClock.nowNanoseconds() } }
        var isEndExpected: Bool { state.withLock { $0.endExpectedSince != nil } }

        /// The total reported before; remembers this one.
        func reportedDrops(_ total: Int) -> Int {
            state.withLock { state in
                defer { state.drops = total }
                return state.drops
            }
        }

        /// Why the run must end now; nil while it is in time. An end that was asked for has no reason.
        func overdue() -> Reason?? {
            let now = MonotonicClock.nowNanoseconds()
            let state = state.withLock { $0 }
            if let since = state.endExpectedSince {
                return now - since > 2_000_000_000 ? .some(nil) : nil
            }
            if let last = state.lastPacket {
                guard now - last > EncodeRun.stallDeadlineNanoseconds else { return nil }
                return Reason("encoder-stalled", "no packet came for 3 seconds")
            }
            guard now - state.start > EncodeRun.startDeadlineNanoseconds else { return nil }
            return Reason("encoder-stalled", "no packet came within 20 seconds of the start")
        }
    }
}

extension Reason {
    /// Says how the process ended, where only that is known.
    fileprivate func completed(with status: ExitStatus?) -> Reason {
        guard code == "worker-died", let status else { return self }
        return Reason("worker-died", "the encode worker was lost: \(status)")
    }
}
