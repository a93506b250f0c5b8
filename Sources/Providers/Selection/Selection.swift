// SPDX-License-Identifier: Apache-2.0
import Media

/// The order of the candidates for one requirement, each with its reason.
public struct Selection: Sendable, Hashable {
    /// An entry measured against the requirement.
    public struct Candidate: Sendable, Hashable {
        public var entry: Catalog.Entry
        /// Why it stands where it stands.
        public var reason: Reason
        /// What its trial measured; nil for one that was not tried or whose trial failed.
        public var trial: TrialMeasurement?
        /// From 0 to 1; nil without a trial, and for a rejected one.
        public var score: Double?
        /// Nil for a rejected one.
        public var tier: SelectionTier?

        public init(
            entry: Catalog.Entry, reason: Reason, trial: TrialMeasurement? = nil, score: Double? = nil,
            tier: SelectionTier? = nil
        ) {
            self.entry = entry
            self.reason = reason
            self.trial = trial
            self.score = score
            self.tier = tier
        }
    }

    /// Best first; the first is the choice.
    public var eligible: [Candidate]
    public var rejected: [Candidate]

    /// Orders the catalog's encoders of the requirement's codec.
    ///
    /// Pure: the same entries in any order give the same selection. Hard gates first. Then what the configuration
    /// prefers; then the tier; then what was tried before what was not; then the score; then a fixed order of families,
    /// provider, encoder and device. Those that are too slow come last whatever else speaks for them.
    public init(
        for requirement: EncodeRequirement, among entries: [Catalog.Entry], rules: SelectionRules = .init(),
        evidence: SelectionEvidence = .init(), policy: SelectionPolicy = .init()
    ) {
        var contenders: [Contender] = []
        var refused: [(contender: Contender, reason: Reason)] = []
        for entry in entries where entry.encoder.codec == requirement.codec {
            let contender = Contender(entry, for: requirement, rules: rules, evidence: evidence, policy: policy)
            let reason = Gate.rejection(
                of: entry, for: requirement, rules: rules, evidence: evidence, policy: policy)
            if let reason { refused.append((contender, reason)) } else { contenders.append(contender) }
        }
        contenders.sort { $0.precedes($1) }
        let explanation = Explanation(
            requirement: requirement, rules: rules, policy: policy, contenders: contenders)
        eligible = contenders.enumerated().map { rank, contender in
            Candidate(
                entry: contender.entry, reason: explanation.reason(at: rank), trial: contender.trial,
                score: contender.score?.total, tier: contender.tier)
        }
        rejected = refused.sorted { $0.contender.precedes($1.contender) }.map { contender, reason in
            Candidate(entry: contender.entry, reason: reason, trial: contender.trial)
        }
    }
}
