// SPDX-License-Identifier: Apache-2.0
import Logging
import Media
import Processes
import Reports
import ServiceLifecycle
import Streams
import Synchronization
import WorkerProtocol

/// One pipeline id's stream: one encode worker while anybody watches, replaced when it fails. All its viewers share it.
public final class VideoStream: Service {
    public let id: String
    public let codec: Codec
    private let worker: WorkerExecutable
    private let fanout: PacketFanout
    private let logger: Logger
    private let onEvent: @Sendable (HostEvent) -> Void
    private let onUse: @Sendable (EncoderUse) -> Void
    private let events: AsyncStream<Supervision.Event>
    private let eventSink: AsyncStream<Supervision.Event>.Continuation
    private let state: Mutex<State>
    /// How long the worker runs on after the last viewer left: a reload of the page must not cost a start.
    private let linger: Duration

    /// A run that delivered for this long says nothing against its candidate when it ends.
    private static let longRunNanoseconds: Int64 = 60_000_000_000

    private struct State {
        var supervision: Supervision
        var meter = RateMeter()
        var run: (number: Int, pid: Int32?, commands: AsyncStream<EncodeCommand>.Continuation)?
        var announced = 0
        /// What the stream runs with, best first.
        var candidates: [StreamCandidate]
        /// What it starts with the next time.
        var next: [StreamCandidate]
        /// The newest offer, of which the supervision does not know yet.
        var offered: [StreamCandidate]

        mutating func handle(_ event: Supervision.Event) -> [Supervision.Action] {
            let adoptions = supervision.adoptions
            var event = event
            if case .candidates = event {
                // The list and its length change in one step, however many offers have come since.
                next = offered
                event = .candidates(next.count)
            }
            let actions = supervision.handle(event)
            if supervision.adoptions != adoptions { candidates = next }
            return actions
        }
    }

    /// - Parameters:
    ///   - candidates: best first; with none, the stream cannot start until it is offered some.
    ///   - onUse: called for each step of an encoder of the catalog.
    public init(
        id: String, codec: Codec, candidates: [StreamCandidate], worker: WorkerExecutable, logger: Logger,
        linger: Duration = .seconds(3), onEvent: @escaping @Sendable (HostEvent) -> Void,
        onUse: @escaping @Sendable (EncoderUse) -> Void = { _ in }
    ) {
        var logger = logger
        logger[metadataKey: "stream"] = "\(id)"
        self.id = id
        self.codec = codec
        self.worker = worker
        self.logger = logger
        self.linger = linger
        self.onEvent = onEvent
        self.onUse = onUse
        state = Mutex(
            State(
                supervision: Supervision(candidates: candidates.count), candidates: candidates, next: candidates,
                offered: candidates))
        let (events, sink) = AsyncStream.makeStream(of: Supervision.Event.self, bufferingPolicy: .bufferingOldest(1024))
        self.events = events
        eventSink = sink
        let keyframes = KeyframeWish()
        fanout = PacketFanout(
            onAudience: { sink.yield(.audience($0)) }, onKeyframeNeeded: { keyframes.stream?.requestKeyframe() })
        keyframes.set(self)
    }

    /// A new subscriber; the stream starts when its audience is above zero.
    public func subscribe() -> Subscription { fanout.subscribe() }

    /// Asks the running encoder for a keyframe; without one at work nothing happens, since the first packet is one.
    public func requestKeyframe() { state.withLock { _ = $0.run?.commands.yield(.requestKeyframe) } }

    /// What `GET /api/streams` says of it.
    public func report() -> StreamReport {
        state.withLock { state in
            let rates = state.meter.rates(atNanoseconds: MonotonicClock.nowNanoseconds())
            let candidate = state.supervision.candidate.map { state.candidates[$0] }
            return StreamReport(
                id: id, codec: codec, state: state.supervision.phase.reported, provider: candidate?.provider,
                encoder: candidate?.encoder, device: candidate?.device, worker: state.run?.pid.map(Int.init),
                subscribers: fanout.audience, restarts: state.supervision.restarts,
                failovers: state.supervision.failovers, bitrateKbps: rates.bitrateKbps,
                framesPerSecond: rates.framesPerSecond, lastError: state.supervision.lastError?.description)
        }
    }

    /// New candidates, best first: the next start uses them. A run that is under way is not disturbed.
    public func offer(_ candidates: [StreamCandidate]) {
        let isNew = state.withLock { state in
            defer { state.offered = candidates }
            return state.offered != candidates
        }
        if isNew { eventSink.yield(.candidates(candidates.count)) }
    }

    /// Whether a worker runs, or is about to.
    public var isActive: Bool { state.withLock { $0.supervision.candidate != nil } }

    /// Why the stream cannot play at the moment; nil when nothing speaks against it.
    public var failure: Reason? {
        state.withLock { state in
            if case .failed(let reason) = state.supervision.phase { reason } else { nil }
        }
    }

    public func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await event in events {
                    let actions = state.withLock { $0.handle(event) }
                    for action in actions { perform(action, in: &group) }
                }
                stopCurrentRun()
            }
        } onGracefulShutdown: {
            self.eventSink.finish()
        }
    }

    private func perform(_ action: Supervision.Action, in group: inout DiscardingTaskGroup) {
        switch action {
        case .start(let run, let candidate):
            start(run, state.withLock { $0.candidates[candidate] }, in: &group)
        case .stop(let run):
            state.withLock { state in
                if state.run?.number == run { _ = state.run?.commands.yield(.stop) }
            }
            fanout.forgetFormat()
        case .linger(let number):
            group.addTask { [linger, eventSink] in
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: linger) }
                eventSink.yield(.lingerOver(number))
            }
        case .pause(let number, let seconds):
            group.addTask { [eventSink] in
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(seconds)) }
                eventSink.yield(.pauseOver(number))
            }
        case .announce(let announcement): announce(announcement)
        }
    }

    private func start(_ number: Int, _ candidate: StreamCandidate, in group: inout DiscardingTaskGroup) {
        let (commands, continuation) = AsyncStream.makeStream(
            of: EncodeCommand.self, bufferingPolicy: .bufferingNewest(16))
        state.withLock { $0.run = (number, nil, continuation) }
        note(.began, of: candidate)
        let run = EncodeRun(
            worker: worker, start: candidate.start, fanout: fanout, logger: logger,
            onStart: { [weak self] pid in
                self?.state.withLock { if $0.run?.number == number { $0.run?.pid = pid } }
            },
            onPacket: { [weak self] packet in self?.delivered(packet, run: number) })
        group.addTask { [self] in
            let began = MonotonicClock.nowNanoseconds()
            let reason = await run.run(commands: commands)
            note(.ended(reason), of: candidate)
            let lasted = MonotonicClock.nowNanoseconds() - began > Self.longRunNanoseconds
            state.withLock { if $0.run?.number == number { $0.run = nil } }
            eventSink.yield(
                .ended(
                    run: number, reason ?? Reason("stopped", "it was told to stop"), lasted: lasted ? .long : .shortly))
        }
    }

    private func delivered(_ packet: Packet, run: Int) {
        let isFirst = state.withLock { state in
            state.meter.count(packet, atNanoseconds: MonotonicClock.nowNanoseconds())
            defer { state.announced = run }
            return state.announced != run
        }
        if isFirst { eventSink.yield(.delivered(run: run)) }
    }

    private func stopCurrentRun() {
        state.withLock { _ = $0.run?.commands.yield(.stop) }
    }
}

extension VideoStream {
    private func announce(_ announcement: Supervision.Announcement) {
        let candidates = state.withLock { $0.candidates }
        switch announcement {
        case .started(let candidate):
            tell(.info, "start", "starts with \(candidates[candidate].label)")
        case .stopped: tell(.info, "stop", "nobody watches any more")
        case .restarted(let candidate, let reason):
            tell(.warning, "restart", "\(candidates[candidate].label) failed and is started again: \(reason)")
        case .failedOver(let from, let to, let reason):
            let (old, new) = (candidates[from].label, candidates[to].label)
            tell(.warning, "failover", "\(old) failed twice, \(new) takes over: \(reason)")
            note(.failedOver(reason), of: candidates[from])
        case .failed(let reason):
            tell(.error, "failed", "no candidate works, trying again later: \(reason)")
        }
    }

    private func note(_ step: EncoderUse.Step, of candidate: StreamCandidate) {
        if let key = candidate.key { onUse(EncoderUse(stream: id, key: key, step: step)) }
    }

    private func tell(_ level: Logger.Level, _ kind: String, _ text: String) {
        logger.log(level: level, "\(text)")
        onEvent(HostEvent(kind: kind, subject: id, text: text))
    }
}

extension Supervision.Phase {
    fileprivate var reported: StreamReport.State {
        switch self {
        case .idle: .idle
        case .starting: .starting
        case .running: .running
        case .failed: .failed
        }
    }
}

/// Lets the fan-out, which the stream owns, reach back to the stream.
private final class KeyframeWish: Sendable {
    private struct Weak { weak var stream: VideoStream? }
    private let held = Mutex(Weak())

    var stream: VideoStream? { held.withLock { $0.stream } }
    func set(_ stream: VideoStream) { held.withLock { $0.stream = stream } }
}
