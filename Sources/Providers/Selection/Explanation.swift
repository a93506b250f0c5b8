// SPDX-License-Identifier: Apache-2.0
import Media
import Reports

/// Says of each candidate why it stands where it stands, with the numbers that decided.
struct Explanation {
    let requirement: EncodeRequirement
    let rules: SelectionRules
    let policy: SelectionPolicy
    /// In their order.
    let contenders: [Contender]

    /// - Parameter rank: from 0, the winner's.
    func reason(at rank: Int) -> Reason {
        let own = contenders[rank]
        let reason = rank == 0 ? reasonOfWinner(own) : reason(for: own, after: contenders[rank - 1])
        guard own.trial == nil, own.slowness == nil, requirement.element == nil, reason.code != "untried" else {
            return reason
        }
        return Reason(reason.code, reason.text + "; untried", hint: reason.hint)
    }

    private func reasonOfWinner(_ winner: Contender) -> Reason {
        if requirement.element != nil {
            let warning = winner.slowness.map { "; \($0.text)" } ?? ""
            return Reason("pinned", "the configuration names \(winner.entry.encoder.element)" + warning)
        }
        if let slowness = winner.slowness {
            return Reason(
                slowness.code, "nothing faster can be used, and a slow picture is better than none: \(slowness.text)",
                hint: slowness.hint)
        }
        guard contenders.count > 1 else {
            let rule = rules.restrict ? " and that the configuration allows" : ""
            return Reason(
                "only-candidate", "the only \(requirement.codec.rawValue) encoder that works here\(rule)")
        }
        return reason(for: winner, before: contenders[1])
    }

    private func reason(for winner: Contender, before second: Contender) -> Reason {
        switch Decision(for: winner, before: second) {
        case .slowness:
            return Reason("fast-enough", "no other that can be used here keeps up with a live desktop")
        case .preference:
            return Reason("preferred", "the configuration prefers \(rules.prefer[winner.preference])")
        case .hardware: return hardwareFirst
        case .headroom:
            let fps = DecimalText.short(winner.trial?.framesPerSecond ?? 0)
            return Reason(
                "headroom-first",
                "software with headroom comes before other software: \(fps) frames a second at most, \(wanted) wanted")
        case .measurement:
            return Reason("tried-first", "it was tried, and \(label(second)) was not")
        case .score: return Reason("best-score", comparison(winner, over: second, named: second))
        case .incumbency:
            return Reason(
                "kept", "chosen before, and \(label(second)) is not \(advantage) better" + scores(winner, second))
        case .order where winner.tier == .hardware: return hardwareFirst
        case .order where contenders.contains { $0.entry.encoder.kind == .hardware }:
            return Reason("first-in-order", "the first in Serval's order of those that are equal otherwise")
        case .order:
            return Reason(
                "first-software",
                "no hardware encoder for \(requirement.codec.rawValue) can be used here; "
                    + "the first of the software encoders in Serval's order")
        }
    }

    private let hardwareFirst = Reason(
        "hardware-first", "a hardware encoder works here, and hardware comes before software")

    private func reason(for own: Contender, after previous: Contender) -> Reason {
        let takesOver = "takes over if \(label(previous)) fails: "
        switch Decision(for: previous, before: own) {
        case .slowness:
            let slowness = own.slowness ?? Reason("too-slow", "it is too slow")
            return Reason(
                slowness.code, "only when every other candidate is out: \(slowness.text)", hint: slowness.hint)
        case .preference:
            return Reason(
                "not-preferred", takesOver + "the configuration prefers \(rules.prefer[previous.preference])")
        case .hardware: return Reason("after-hardware", takesOver + "software comes after hardware")
        case .headroom: return lessHeadroom(own, previous, takesOver)
        case .measurement:
            return Reason("untried", takesOver + "untried, which comes after what was measured")
        case .score: return Reason("lower-score", comparison(previous, over: own, named: previous))
        case .incumbency:
            return Reason(
                "not-clearly-better",
                takesOver + "that was chosen before, and this is not \(advantage) better" + scores(own, previous))
        case .order: return Reason("later-in-order", takesOver + "later in Serval's order")
        }
    }

    private func lessHeadroom(_ own: Contender, _ previous: Contender, _ takesOver: String) -> Reason {
        let first = "software comes first that makes \(DecimalText.short(policy.headroom))× the wanted \(wanted) frames"
        guard let trial = own.trial else { return Reason("untried", "\(takesOver)\(first), and this is untried") }
        let fps = DecimalText.short(trial.framesPerSecond)
        return Reason("less-headroom", "\(takesOver)\(first), this makes \(fps)")
    }

    /// `x264enc 0.83 against 0.55: 3× the throughput, 20 ms less latency`.
    private func comparison(_ better: Contender, over worse: Contender, named: Contender) -> String {
        let (own, others) = (fixed(better), fixed(worse))
        let leads = ScoreComparison.text(better, over: worse)
        let heads =
            named == better
            ? "\(label(better)) \(own) against \(others)" : "\(own) against \(others) of \(label(worse))"
        return leads.isEmpty ? heads : "\(heads): \(leads)"
    }

    private func scores(_ a: Contender, _ b: Contender) -> String {
        a.score == nil || b.score == nil ? "" : ": \(fixed(a)) against \(fixed(b))"
    }

    private func fixed(_ contender: Contender) -> String {
        contender.score.map { DecimalText.fixed($0.total, decimals: 2) } ?? "untried"
    }

    private var wanted: String { DecimalText.short(requirement.rate.framesPerSecond) }
    private var advantage: String { DecimalText.short((policy.leastAdvantage - 1) * 100) + " %" }

    /// The encoder's id, with its device, or provider, where another has the same.
    private func label(_ contender: Contender) -> String {
        let namesakes = contenders.filter { $0.key.encoder == contender.key.encoder && $0.key != contender.key }
        guard !namesakes.isEmpty else { return contender.key.encoder }
        guard namesakes.contains(where: { $0.key.device == contender.key.device }) else {
            return contender.key.description
        }
        return "\(contender.key) by \(contender.key.provider)"
    }
}
