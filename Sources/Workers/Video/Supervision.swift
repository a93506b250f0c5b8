// SPDX-License-Identifier: Apache-2.0
import Media

/// When a stream's worker is started, replaced and stopped: a pure state machine.
///
/// A stream runs while somebody watches, and lingers shortly after the last viewer. A worker that fails is replaced
/// by the same candidate once, then by the next, and at once by the next where the reason would be the same again;
/// after the last candidate the stream has failed, and tries again from the first after a pause that doubles each time,
/// or as soon as a new viewer comes.
public struct Supervision: Sendable, Hashable {
    public enum Event: Sendable, Hashable {
        /// How many people watch now.
        case audience(Int)
        /// The plan has so many candidates from now on; a run that is under way goes on with those that it knows.
        case candidates(Int)
        /// The worker of this run delivered its first packet.
        case delivered(run: Int)
        /// The worker of this run is gone. A run that lasted long says nothing against its candidate.
        case ended(run: Int, Reason, lasted: Lasted)
        case lingerOver(Int)
        case pauseOver(Int)
    }

    public enum Lasted: Sendable, Hashable { case shortly, long }

    public enum Action: Sendable, Hashable {
        case start(run: Int, candidate: Int)
        case stop(run: Int)
        /// Answer with `lingerOver` of this number after the linger time.
        case linger(Int)
        /// Answer with `pauseOver` of this number after so many seconds.
        case pause(Int, seconds: Int)
        case announce(Announcement)
    }

    public enum Announcement: Sendable, Hashable {
        case started(candidate: Int)
        case stopped
        case restarted(candidate: Int, Reason)
        case failedOver(from: Int, to: Int, Reason)
        case failed(Reason)
    }

    public enum Phase: Sendable, Hashable {
        case idle
        case starting(run: Int, candidate: Int)
        case running(run: Int, candidate: Int)
        case failed(Reason)
    }

    public private(set) var phase = Phase.idle
    public private(set) var restarts = 0
    public private(set) var failovers = 0
    public private(set) var lastError: Reason?

    /// How often the newest candidates were taken up: those of a start count until the stream is idle again.
    public private(set) var adoptions = 0

    private var candidates: Int
    private var offered: Int
    private var audience = 0
    private var runs = 0
    private var failuresOfCandidate = 0
    private var timers = 0
    private var pauseSeconds = firstPauseSeconds

    static let failuresBeforeFailover = 2
    static let firstPauseSeconds = 2
    static let longestPauseSeconds = 60

    /// - Parameter candidates: how many there are; with none, starting fails until there are some.
    public init(candidates: Int) {
        self.candidates = candidates
        offered = candidates
    }

    /// The candidate at work; nil while none is.
    public var candidate: Int? {
        switch phase {
        case .starting(_, let candidate), .running(_, let candidate): candidate
        case .idle, .failed: nil
        }
    }

    public mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .audience(let count): return audienceBecame(count)
        case .candidates(let count):
            offered = count
            guard case .failed = phase, audience > 0, count > 0 else { return [] }
            return startAnew()
        case .delivered(let run):
            guard case .starting(run, let candidate) = phase else { return [] }
            phase = .running(run: run, candidate: candidate)
            pauseSeconds = Self.firstPauseSeconds
            return []
        case .ended(let run, let reason, let lasted): return ended(run, reason, lasted)
        case .lingerOver(let number):
            guard number == timers, audience == 0, let run = currentRun else { return [] }
            phase = .idle
            failuresOfCandidate = 0
            return [.stop(run: run), .announce(.stopped)]
        case .pauseOver(let number):
            guard number == timers, case .failed = phase, audience > 0 else { return [] }
            return startAnew()
        }
    }

    private var currentRun: Int? {
        switch phase {
        case .starting(let run, _), .running(let run, _): run
        case .idle, .failed: nil
        }
    }

    private mutating func audienceBecame(_ count: Int) -> [Action] {
        let before = audience
        audience = count
        switch phase {
        case .idle where count > 0: return startAnew()
        case .failed where count > before: return startAnew()
        case .failed where count == 0:
            phase = .idle
            timers += 1
            return []
        case .starting where count == 0 && before > 0, .running where count == 0 && before > 0:
            timers += 1
            return [.linger(timers)]
        case .starting where count > 0, .running where count > 0:
            // Whatever linger was under way no longer counts.
            timers += 1
            return []
        default: return []
        }
    }

    private mutating func startAnew() -> [Action] {
        failuresOfCandidate = 0
        candidates = offered
        adoptions += 1
        guard candidates > 0 else { return fail(Reason("no-encoder", "no encoder for this pipeline works here")) }
        return run(0, announcing: .started(candidate: 0))
    }

    private mutating func run(_ candidate: Int, announcing announcement: Announcement) -> [Action] {
        runs += 1
        phase = .starting(run: runs, candidate: candidate)
        return [.start(run: runs, candidate: candidate), .announce(announcement)]
    }

    private mutating func ended(_ run: Int, _ reason: Reason, _ lasted: Lasted) -> [Action] {
        guard run == currentRun, let candidate else { return [] }
        lastError = reason
        guard audience > 0 else {
            phase = .idle
            failuresOfCandidate = 0
            return [.announce(.stopped)]
        }
        failuresOfCandidate = lasted == .long ? 1 : failuresOfCandidate + 1
        if failuresOfCandidate < Self.failuresBeforeFailover, !reason.lastsLongerThanARestart {
            restarts += 1
            return self.run(candidate, announcing: .restarted(candidate: candidate, reason))
        }
        failuresOfCandidate = 0
        guard candidate + 1 < candidates else { return fail(reason) }
        failovers += 1
        return self.run(
            candidate + 1, announcing: .failedOver(from: candidate, to: candidate + 1, reason))
    }

    private mutating func fail(_ reason: Reason) -> [Action] {
        phase = .failed(reason)
        timers += 1
        defer { pauseSeconds = min(pauseSeconds * 2, Self.longestPauseSeconds) }
        return [.announce(.failed(reason)), .pause(timers, seconds: pauseSeconds)]
    }
}

extension Reason {
    /// What a provider says of a device or configuration, and not of an accident: the same candidate would say it again.
    fileprivate var lastsLongerThanARestart: Bool {
        ["unsupported", "no-device", "no-permission", "session-limit", "busy", "no-memory"].contains(code.rawValue)
    }
}
