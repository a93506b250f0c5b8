// SPDX-License-Identifier: Apache-2.0
import Media

/// What a probe found, what that depends on, and what is held against the library or one of its devices.
public struct RememberedProbe: Codable, Sendable, Hashable {
    /// A crash or a hang of the probe. Those of one key count together.
    public struct Strike: Codable, Sendable, Hashable {
        /// The device that was asked; empty for the library itself.
        public var device: String
        public var verdict: Verdict
        /// Seconds since 1970.
        public var at: Int64
    }

    public var key: ProbeKey
    public var provider: ProbedProvider
    /// Seconds since 1970.
    public var probedAt: Int64
    public var strikes: [Strike]
    /// How often in a row the answer was that something is missing.
    public var negatives: Int

    /// After the first crash or hang it is tried once more, this much later.
    static let retrySeconds: Int64 = 10
    /// A hang may have had a cause that is gone; a crash is believed until something changes.
    static let hangExpirySeconds: Int64 = 7 * 86_400
    /// How long "nothing works here" is believed while nothing changes: drivers are late at boot.
    static let negativeExpirySeconds: [Int64] = [60, 300, 1800]

    /// The memory of a probe that has just been made, after what was remembered before.
    init(_ provider: ProbedProvider, key: ProbeKey, at now: Int64, after earlier: RememberedProbe?) {
        self.key = key
        self.provider = provider
        probedAt = now
        let before = earlier.flatMap { $0.key == key ? $0 : nil }
        let asked = provider.askedDevices
        // Only who was asked again can have cleared its name.
        strikes = (before?.strikes ?? []).filter { strike in
            if let verdict = provider.verdict(for: strike.device) { return verdict.isStrike }
            return !asked.contains(strike.device)
        }
        for device in asked {
            guard let verdict = provider.verdict(for: device), verdict.isStrike else { continue }
            strikes.append(Strike(device: device, verdict: verdict, at: now))
        }
        negatives = provider.hasNegativeAnswer ? (before?.negatives ?? 0) + 1 : 0
    }

    /// Why this device, or with an empty id the library itself, is not asked any more; nil when it is.
    func quarantine(of device: String, at now: Int64) -> Quarantine? {
        let own = strikes.filter { $0.device == device }
        guard own.count >= 2, let last = own.last else { return nil }
        if case .hung = last.verdict, now - last.at >= Self.hangExpirySeconds { return nil }
        return Quarantine(device: device, strikes: own.count, verdict: last.verdict, since: last.at)
    }

    /// Everything that is not asked any more.
    func quarantines(at now: Int64) -> [Quarantine] {
        Set(strikes.map(\.device)).sorted().compactMap { quarantine(of: $0, at: now) }
    }
}

/// A library, or one device of it, that crashed or hung twice and is left alone.
public struct Quarantine: Codable, Sendable, Hashable {
    /// Empty for the library itself.
    public var device: String
    public var strikes: Int
    public var verdict: Verdict
    /// Seconds since 1970.
    public var since: Int64

    /// In words, with the way to end it.
    public func reason(provider: String) -> Reason {
        Reason(
            "quarantined",
            "it is left alone since its probe failed \(strikes) times: \(verdict.reason?.text ?? verdict.name)",
            hint: "update the library or the driver, which ends this by itself, or run `serval providers retry "
                + "\(provider)`")
    }
}

/// Whether a provider has to be asked.
enum ProbeDecision: Sendable, Hashable {
    /// What is remembered holds.
    case remembered
    /// It has to be asked, for this reason, but not about these devices.
    case probe(why: String, skipping: Set<String>)

    /// Decides by what is remembered, what the answers depend on now, and the time in seconds since 1970.
    static func decide(_ remembered: RememberedProbe?, key: ProbeKey, now: Int64) -> ProbeDecision {
        guard let remembered else { return .probe(why: "it was never asked", skipping: []) }
        let changes = key.changes(since: remembered.key)
        guard changes.isEmpty else {
            return .probe(why: "\(changes.joined(separator: ", ")) changed", skipping: [])
        }
        let quarantined = Set(remembered.quarantines(at: now).map(\.device))
        guard !quarantined.contains("") else { return .remembered }
        let age = now - remembered.probedAt
        // A clock that was set back makes no memory younger.
        guard age >= 0 else { return .probe(why: "the clock was set back", skipping: quarantined) }
        let isRetryDue = remembered.strikes.contains { strike in
            !quarantined.contains(strike.device) && now - strike.at >= RememberedProbe.retrySeconds
        }
        if isRetryDue { return .probe(why: "it crashed or hung once, and gets a second try", skipping: quarantined) }
        let expiries = RememberedProbe.negativeExpirySeconds
        if remembered.negatives > 0, age >= expiries[min(remembered.negatives, expiries.count) - 1] {
            return .probe(why: "what was missing may be there now", skipping: quarantined)
        }
        return .remembered
    }
}
