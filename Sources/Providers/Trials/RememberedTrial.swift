// SPDX-License-Identifier: Apache-2.0
import Media

/// What a trial came to, and how long that is believed.
public struct RememberedTrial: Codable, Sendable, Hashable {
    public var outcome: TrialOutcome
    /// Seconds since 1970.
    public var at: Int64
    /// How often in a row it failed.
    public var failures: Int

    /// How long a failure is believed: it may have been the moment's fault.
    static let failureExpirySeconds: [Int64] = [60, 300, 1800]
    /// One that nobody has asked for in this time is forgotten; its machine is mostly not this one any more.
    static let keptSeconds: Int64 = 90 * 86_400

    init(_ outcome: TrialOutcome, at now: Int64, after earlier: RememberedTrial?) {
        self.outcome = outcome
        at = now
        failures = outcome.isMeasured ? 0 : (earlier?.failures ?? 0) + 1
    }

    /// Whether it still holds; the encoder, its driver and the machine being the same.
    func holds(at now: Int64) -> Bool {
        guard case .failed(let reason) = outcome else { return true }
        // What crashed or hung twice does so a third time; each try may disturb the whole device.
        if failures >= 2, ["trial-crashed", "trial-hung"].contains(reason.code) { return true }
        let expiries = Self.failureExpirySeconds
        let age = now - at
        return age >= 0 && age < expiries[min(failures, expiries.count) - 1]
    }
}

extension TrialOutcome {
    fileprivate var isMeasured: Bool { if case .measured = self { true } else { false } }
}
