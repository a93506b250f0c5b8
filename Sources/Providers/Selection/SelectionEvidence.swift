// SPDX-License-Identifier: Apache-2.0
import Media

/// What is known beyond the catalog when a requirement's encoder is selected.
public struct SelectionEvidence: Sendable, Hashable {
    /// Trials at this requirement's own size, rate and parameters; those of others say nothing here.
    public var trials: [CandidateKey: TrialOutcome]
    /// The winner of the last time, which stays unless another is clearly better by its trial; nil for none.
    public var incumbent: CandidateKey?
    /// Those that cannot be used at the moment, with the reason, such as a limit of sessions.
    public var refusals: [CandidateKey: Reason]

    public init(
        trials: [CandidateKey: TrialOutcome] = [:], incumbent: CandidateKey? = nil,
        refusals: [CandidateKey: Reason] = [:]
    ) {
        self.trials = trials
        self.incumbent = incumbent
        self.refusals = refusals
    }

    /// What the trial of an encoder measured; nil without a trial, or when it failed.
    func measurement(of key: CandidateKey) -> TrialMeasurement? {
        if case .measured(let measurement) = trials[key] { measurement } else { nil }
    }
}
