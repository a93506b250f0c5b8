// SPDX-License-Identifier: Apache-2.0
import Media

/// Encoders that failed while they ran: out for a minute, then for twice as long each time, up to an hour.
///
/// A pure state machine; time is in seconds and only compared.
public struct Cooldowns: Sendable, Hashable {
    private struct Entry: Sendable, Hashable {
        var failures: Int
        var endsAt: Int64
        var reason: Reason
    }

    static let firstSeconds: Int64 = 60
    static let longestSeconds: Int64 = 3600

    private var entries: [CandidateKey: Entry] = [:]

    public init() {}

    /// The encoder was replaced by the next candidate, for this reason.
    public mutating func failed(_ key: CandidateKey, _ reason: Reason, at now: Int64) {
        let failures = (entries[key]?.failures ?? 0) + 1
        let seconds = min(Self.longestSeconds, Self.firstSeconds << Int64(min(failures - 1, 16)))
        entries[key] = Entry(failures: failures, endsAt: now + seconds, reason: reason)
    }

    /// Nothing is held against these any more: their library or driver is another one.
    public mutating func forgive(where isChanged: (CandidateKey) -> Bool) {
        entries = entries.filter { !isChanged($0.key) }
    }

    /// Those that are out at this time, and why.
    public func refusals(at now: Int64) -> [CandidateKey: Reason] {
        entries.filter { now < $0.value.endsAt }.mapValues { entry in
            Reason(
                "cooling-down",
                "it failed while it ran, and is left out for some time: \(entry.reason.text)",
                hint: entry.reason.hint ?? "`serval encoders --trial` shows whether it works at all")
        }
    }
}
