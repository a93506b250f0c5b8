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
    ///
    /// - Parameter rate: what was to be kept up with.
    func holds(at now: Int64, rate: FrameRate) -> Bool {
        guard case .failed(let reason) = outcome else { return holdsAsMeasured(at: now, rate) }
        // What crashed or hung twice does so a third time; each try may disturb the whole device.
        if failures >= 2, ["trial-crashed", "trial-hung", "trial-outgrew"].contains(reason.code) { return true }
        let expiries = Self.failureExpirySeconds
        let age = now - at
        return age >= 0 && age < expiries[min(failures, expiries.count) - 1]
    }
}

extension RememberedTrial {
    /// How long it is believed that software is too slow: the machine may have been busy with something else.
    static let slownessExpirySeconds: Int64 = 1800

    private func holdsAsMeasured(at now: Int64, _ rate: FrameRate) -> Bool {
        guard case .measured(let trial) = outcome,
            trial.framesPerSecond < SelectionPolicy().leastThroughput * rate.framesPerSecond
        else {
            return true
        }
        return now >= at && now - at < Self.slownessExpirySeconds
    }
}

extension TrialOutcome {
    fileprivate var isMeasured: Bool { if case .measured = self { true } else { false } }
}
