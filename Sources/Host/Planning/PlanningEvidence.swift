// SPDX-License-Identifier: Apache-2.0
import Media
import Providers

/// What is known beyond catalog and configuration when a plan is made, by pipeline id.
public struct PlanningEvidence: Sendable, Hashable {
    /// Trials at each pipeline's own size, rate and parameters.
    public var trials: [String: [CandidateKey: TrialOutcome]]
    /// Each pipeline's winner in the plan before.
    public var winners: [String: CandidateKey]
    /// What cannot be used at the moment, and why.
    public var refusals: [String: [CandidateKey: Reason]]

    public init(
        trials: [String: [CandidateKey: TrialOutcome]] = [:], winners: [String: CandidateKey] = [:],
        refusals: [String: [CandidateKey: Reason]] = [:]
    ) {
        self.trials = trials
        self.winners = winners
        self.refusals = refusals
    }

    func evidence(for pipeline: String) -> SelectionEvidence {
        SelectionEvidence(
            trials: trials[pipeline] ?? [:], incumbent: winners[pipeline], refusals: refusals[pipeline] ?? [:])
    }
}
