// SPDX-License-Identifier: Apache-2.0
import Media

/// What put one candidate before another: the first of the policy's questions that they answer differently.
enum Decision {
    case slowness, preference, hardware, headroom, measurement, score, incumbency, order

    init(for first: Contender, before second: Contender) {
        if second.slowness != nil {
            self = .slowness
        } else if first.preference != second.preference {
            self = .preference
        } else if first.tier != second.tier {
            self = first.tier == .hardware ? .hardware : .headroom
        } else if (first.trial == nil) != (second.trial == nil) {
            self = .measurement
        } else if first.isIncumbent, !first.isBetter(than: second) {
            self = .incumbency
        } else {
            self = first.score?.total == second.score?.total ? .order : .score
        }
    }
}

extension Contender {
    /// Whether it would come first without having been the winner of the last time.
    fileprivate func isBetter(than other: Contender) -> Bool {
        guard let own = score?.total, let others = other.score?.total, own != others else {
            return precedesByName(other)
        }
        return own > others
    }
}
