// SPDX-License-Identifier: Apache-2.0
import Logging
import Media
import NIOCore
import Processes
import ServiceLifecycle
import Streams
import WorkerProtocol

/// The peers worker and the sessions that live in it: viewers come and go, streams are forwarded while watched.
///
/// When the worker is lost, all its sessions are over and a new worker is started at once; viewers reconnect.
public actor PeersService: Service {
    private let worker: WorkerExecutable
    private let configuration: PeersConfiguration
    private let logger: Logger
    private var sessions: [String: Session] = [:]
    private var links: [String: StreamLink] = [:]
    private var nextStreamNumber: UInt32 = 1
    private var outlet: Outlet?

    private struct Session {
        var stream: String
        /// The POST that waits for the answer.
        var waiting: CheckedContinuation<Result<String, Reason>, Never>?
    }

    /// A stream on its way into the worker.
    private struct StreamLink {
        var number: UInt32
        var stream: VideoStream
        var subscription: Subscription
        var viewers: Int
    }

    /// The ways into the worker that runs now.
    private struct Outlet {
        var commands: AsyncStream<PeersCommand>.Continuation
        var forwards: AsyncStream<Forward>.Continuation
    }

    private struct Forward: Sendable {
        var number: UInt32
        var subscription: Subscription
    }

    /// An answer may take this long: the worker's own deadline for gathering, and a cold start.
    private static let answerDeadline = Duration.seconds(8)
    private static let longestPause = Duration.seconds(5)

    public init(worker: WorkerExecutable, configuration: PeersConfiguration, logger: Logger) {
        self.worker = worker
        self.configuration = configuration
        self.logger = logger
    }

    /// How many sessions there are.
    public var sessionCount: Int { sessions.count }

    public func run() async throws {
        await cancelWhenGracefulShutdown { await self.keepWorkerRunning() }
        _ = endAllSessions(Reason("shutting-down", "serval is shutting down"))
    }

    private func keepWorkerRunning() async {
        var pause = Duration.milliseconds(100)
        while !Task.isCancelled {
            let reason = await runWorker()
            if Task.isCancelled { return }
            let hadSessions = endAllSessions(reason)
            pause = hadSessions ? .milliseconds(100) : min(pause * 2, Self.longestPause)
            logger.warning("the peers worker is started again: \(reason)")
            try? await Task.sleep(for: pause)
        }
    }

    /// Answers a viewer's offer with a stream.
    ///
    /// - Throws: `Reason`; codes `not-ready`, `bad-offer`, `session-limit` and the worker's own.
    public func watch(_ stream: VideoStream, session id: String, offer: String) async throws(Reason) -> String {
        guard let outlet else {
            throw Reason("not-ready", "the peers worker is starting", hint: "try again in a second")
        }
        let link = join(stream, outlet)
        sessions[id] = Session(stream: stream.id)
        outlet.commands.yield(
            .offer(ViewerOffer(session: id, stream: link.number, codec: stream.codec, sdp: offer)))
        let answer = await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await Task.sleep(for: Self.answerDeadline)
                if !Task.isCancelled { await self.answerIsLate(id) }
            }
            let answer = await withCheckedContinuation {
                (continuation: CheckedContinuation<Result<String, Reason>, Never>) in
                if sessions[id] == nil {
                    continuation.resume(returning: .failure(Reason("not-ready", "the peers worker was lost")))
                } else {
                    sessions[id]?.waiting = continuation
                }
            }
            group.cancelAll()
            return answer
        }
        return try answer.get()
    }

    /// Ends a session; throws `no-such-session` when there is none of that id.
    public func end(session id: String) throws(Reason) {
        guard sessions[id] != nil else { throw Self.noSuchSession(id) }
        outlet?.commands.yield(.close(session: id))
        forget(id, Reason("ended", "the viewer left"))
    }

    /// Hands trickled candidates to a session; throws `no-such-session` when there is none of that id.
    public func add(candidates: [(mediaLine: Int, candidate: String)], to id: String) throws(Reason) {
        guard sessions[id] != nil else { throw Self.noSuchSession(id) }
        for item in candidates {
            outlet?.commands.yield(
                .candidate(session: id, mediaLine: item.mediaLine, candidate: item.candidate))
        }
    }

    private static func noSuchSession(_ id: String) -> Reason {
        Reason("no-such-session", "there is no session \(id)", hint: "it may have ended; POST a new offer")
    }
}

// MARK: - Sessions and streams

extension PeersService {
    private func join(_ stream: VideoStream, _ outlet: Outlet) -> StreamLink {
        var link =
            links[stream.id]
            ?? {
                let link = StreamLink(
                    number: nextStreamNumber, stream: stream, subscription: stream.subscribe(), viewers: 0)
                nextStreamNumber += 1
                outlet.forwards.yield(Forward(number: link.number, subscription: link.subscription))
                return link
            }()
        link.viewers += 1
        links[stream.id] = link
        link.subscription.setAudience(link.viewers)
        return link
    }

    private func leave(_ id: String) {
        guard var link = links[id] else { return }
        link.viewers -= 1
        links[id] = link.viewers > 0 ? link : nil
        if link.viewers > 0 { link.subscription.setAudience(link.viewers) } else { link.subscription.cancel() }
    }

    private func forget(_ id: String, _ reason: Reason) {
        guard let session = sessions.removeValue(forKey: id) else { return }
        session.waiting?.resume(returning: .failure(reason))
        leave(session.stream)
    }

    private func answerIsLate(_ id: String) {
        guard sessions[id]?.waiting != nil else { return }
        outlet?.commands.yield(.close(session: id))
        forget(id, Reason("not-ready", "the peers worker did not answer in time", hint: "try again"))
    }

    /// Whether there were any.
    private func endAllSessions(_ reason: Reason) -> Bool {
        let ids = Array(sessions.keys)
        for id in ids { forget(id, reason) }
        return !ids.isEmpty
    }
}

// MARK: - The worker

extension PeersService {
    /// Runs one worker to its end, and says why it ended.
    private func runWorker() async -> Reason {
        let (commands, commandSink) = AsyncStream.makeStream(
            of: PeersCommand.self, bufferingPolicy: .bufferingOldest(4096))
        let (forwards, forwardSink) = AsyncStream.makeStream(
            of: Forward.self, bufferingPolicy: .bufferingOldest(1024))
        commandSink.yield(.hello(Hello()))
        commandSink.yield(.start(configuration))
        defer { outlet = nil }
        do {
            let (_, status) = try await WorkerSession.run(worker, role: ["peers"], logger: logger) {
                session, inbound in
                await self.open(Outlet(commands: commandSink, forwards: forwardSink))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await self.read(inbound) }
                    group.addTask { for await command in commands { try await session.send(command) } }
                    group.addTask { try await Self.forwardAll(forwards, to: session) }
                    // Whichever ends first ends the worker: mostly the reader, when the worker is gone.
                    try await group.next()
                    group.cancelAll()
                }
            }
            return Reason(
                "peers-worker-died",
                "the peers worker was lost: \(status.map(\.description) ?? "it hangs in the kernel")")
        } catch {
            return Reason("peers-worker-died", "the peers worker was lost: \(error)")
        }
    }

    private func open(_ outlet: Outlet) { self.outlet = outlet }

    private static func forwardAll(_ forwards: AsyncStream<Forward>, to session: WorkerSession) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for await forward in forwards {
                group.addTask {
                    for await batch in forward.subscription {
                        for element in batch { try await session.send(element.message(stream: forward.number)) }
                    }
                }
            }
        }
    }

    private func read(_ inbound: NIOAsyncChannelInboundStream<Frame>) async throws {
        for try await frame in inbound {
            guard case .message(let body) = frame else { throw FrameError("a packet from the peers worker") }
            try handle(try Frame.decode(PeersEvent.self, from: body))
        }
    }

    private func handle(_ event: PeersEvent) throws {
        switch event {
        case .hello(let hello):
            guard hello.version == workerProtocolVersion else {
                throw FrameError("serval-worker speaks version \(hello.version), serval \(workerProtocolVersion)")
            }
        case .ready: logger.debug("the peers worker is ready")
        case .answered(let session, let sdp):
            sessions[session]?.waiting?.resume(returning: .success(sdp))
            sessions[session]?.waiting = nil
        case .refused(let session, let reason): forget(session, reason)
        case .connected(let session): logger.info("a viewer is connected", metadata: ["session": "\(session)"])
        case .closed(let session, let reason):
            logger.info("a viewer is gone: \(reason)", metadata: ["session": "\(session)"])
            forget(session, reason)
        case .keyframeWanted(let number):
            links.values.first { $0.number == number }?.stream.requestKeyframe()
        }
    }
}

extension StreamElement {
    fileprivate func message(stream: UInt32) throws -> Frame {
        switch self {
        case .packet(let packet): .packet(stream: stream, packet)
        case .format(let format): try .message(encoding: PeersCommand.format(stream: stream, format))
        }
    }
}
