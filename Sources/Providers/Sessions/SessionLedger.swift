// SPDX-License-Identifier: Apache-2.0
import Media

/// How many encode sessions are open in each group, and how many there can be: a pure state machine.
///
/// The limit is a secret of the driver, was raised with several versions, and other programs take sessions too. So it
/// is unknown at first and learned from the first failure: as many as were open then. It is forgotten after ten minutes,
/// or when the driver is another.
public struct SessionLedger: Sendable, Hashable {
    /// The right to one session, from before its encoder is built until that is gone.
    public struct Ticket: Sendable, Hashable {
        public let group: SessionGroup
        fileprivate let number: Int
    }

    private struct Limit: Hashable {
        var sessions: Int
        var learnedAtNanoseconds: Int64
    }

    private static let limitLifeNanoseconds: Int64 = 600_000_000_000

    private var holders: [Ticket: String] = [:]
    private var limits: [SessionGroup: Limit] = [:]
    private var driver: String
    private var tickets = 0

    /// - Parameter driver: a fingerprint of the driver; any text that changes with its version.
    public init(driver: String) { self.driver = driver }

    /// How many sessions of ours are open in a group.
    public func openSessions(in group: SessionGroup) -> Int { holders.keys.count { $0.group == group } }

    /// The learned limit; nil while it is unknown or forgotten.
    public func limit(of group: SessionGroup, atNanoseconds now: Int64) -> Int? {
        guard let limit = limits[group], now - limit.learnedAtNanoseconds < Self.limitLifeNanoseconds else {
            return nil
        }
        return limit.sessions
    }

    /// Takes a session. To be called before the encoder is built.
    ///
    /// - Parameter holder: the stream or trial that it is for.
    /// - Throws: `Reason` with code `session-limit` when the group is full.
    public mutating func acquire(
        _ group: SessionGroup, for holder: String, atNanoseconds now: Int64
    ) throws(Reason) -> Ticket {
        if let limit = limit(of: group, atNanoseconds: now), openSessions(in: group) >= limit {
            throw Self.fullness(of: group, limit)
        }
        tickets += 1
        let ticket = Ticket(group: group, number: tickets)
        holders[ticket] = holder
        return ticket
    }

    /// Gives a session back. To be called when the encoder is gone, not before; a ticket given back twice counts once.
    public mutating func release(_ ticket: Ticket) { holders[ticket] = nil }

    /// Gives a session back that the driver refused to open, and learns the limit where that was the cause.
    public mutating func failed(_ ticket: Ticket, _ reason: Reason, atNanoseconds now: Int64) {
        guard holders.removeValue(forKey: ticket) != nil else { return }
        let open = openSessions(in: ticket.group)
        guard Self.isSessionLimit(reason, whileOpen: open) else { return }
        limits[ticket.group] = Limit(sessions: open, learnedAtNanoseconds: now)
    }

    /// Says which driver is loaded now; with another, every limit is unknown again.
    public mutating func driverBecame(_ fingerprint: String) {
        guard fingerprint != driver else { return }
        driver = fingerprint
        limits = [:]
    }

    /// The encoders that cannot be used now since their group is full. One whose session the holder has already can.
    public func refusals(
        among entries: [Catalog.Entry], for holder: String, atNanoseconds now: Int64
    ) -> [CandidateKey: Reason] {
        var refusals: [CandidateKey: Reason] = [:]
        for entry in entries {
            guard let group = SessionGroup(of: entry), let limit = limit(of: group, atNanoseconds: now),
                openSessions(in: group) >= limit,
                !holders.contains(where: { $0.key.group == group && $0.value == holder })
            else { continue }
            refusals[entry.key] = Self.fullness(of: group, limit)
        }
        return refusals
    }

    /// Older drivers say "out of memory" for their limit too. That is believed only while others of ours are open.
    private static func isSessionLimit(_ reason: Reason, whileOpen open: Int) -> Bool {
        switch reason.code {
        case "session-limit", "nvenc-session-limit": true
        case "nvenc-out-of-memory": open > 0
        default: false
        }
    }

    private static func fullness(of group: SessionGroup, _ limit: Int) -> Reason {
        let text =
            limit == 0
            ? "other programs have all encode sessions of \(group.rawValue)"
            : "\(group.rawValue) allows \(limit) encode sessions at once, and all are taken"
        return Reason(
            "session-limit", text, hint: "it can be used again when a session ends; `nvidia-smi` lists them")
    }
}
