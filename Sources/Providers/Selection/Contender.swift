// SPDX-License-Identifier: Apache-2.0
import Media

/// What an encoder is in principle; a lower one never comes before a higher one, whatever its score.
public enum SelectionTier: Int, Sendable, Hashable, Comparable {
    case hardware
    /// Software whose trial shows that the machine stays usable beside it.
    case softwareWithHeadroom
    /// Other software, and such as was not tried.
    case software
    /// Not fit for the work: better than no picture at all, and than nothing else.
    case tooSlow

    public static func < (a: SelectionTier, b: SelectionTier) -> Bool { a.rawValue < b.rawValue }
}

/// An entry that passed the hard gates, with everything that decides about its place.
struct Contender: Sendable, Hashable {
    let entry: Catalog.Entry
    let trial: TrialMeasurement?
    let score: Score?
    let tier: SelectionTier
    /// Why it is in the last tier; nil in the others.
    let slowness: Reason?
    /// Its place among the preferred ones.
    let preference: Int
    /// Whether it won the last time, and was tried.
    let isIncumbent: Bool
    let key: CandidateKey
    private let ranks: [Double]

    init(
        _ entry: Catalog.Entry, for requirement: EncodeRequirement, rules: SelectionRules,
        evidence: SelectionEvidence, policy: SelectionPolicy
    ) {
        let key = entry.key
        let trial = evidence.measurement(of: key)
        let slowness = Gate.slowness(of: entry, trial, for: requirement, policy)
        let score = trial.map { Score($0, for: requirement, policy) }
        self.entry = entry
        self.key = key
        self.trial = trial
        self.score = score
        self.slowness = slowness
        tier =
            if slowness != nil {
                .tooSlow
            } else if entry.encoder.kind == .hardware {
                .hardware
            } else if let trial,
                trial.framesPerSecond >= policy.headroom * requirement.rate.framesPerSecond
            {
                .softwareWithHeadroom
            } else {
                .software
            }
        preference = rules.preference(for: entry)
        // Without numbers there is no noise to be protected from, and the fixed order is always the same.
        isIncumbent = trial != nil && evidence.incumbent == key
        ranks = [
            slowness == nil ? 0 : 1, Double(preference), Double(tier.rawValue), trial == nil ? 1 : 0,
            // As an order and not as an exception, so that without the winner the second wins.
            -(score?.total ?? 0) * (isIncumbent ? policy.leastAdvantage : 1),
            isIncumbent ? 0 : 1, Double(EncoderFamily.rank(of: entry.encoder.element)),
        ]
    }

    /// A strict order of all contenders: no two places are the same unless provider, encoder and device are.
    func precedes(_ other: Contender) -> Bool {
        ranks == other.ranks ? key < other.key : ranks.lexicographicallyPrecedes(other.ranks)
    }

    /// Where it would stand if nothing were known but its name.
    func precedesByName(_ other: Contender) -> Bool {
        let own = EncoderFamily.rank(of: entry.encoder.element)
        let others = EncoderFamily.rank(of: other.entry.encoder.element)
        return own == others ? key < other.key : own < others
    }
}
