// SPDX-License-Identifier: Apache-2.0
import Media
import Reports

/// Why one trial scored higher than another, in the numbers that decided.
enum ScoreComparison {
    /// The aspects that put the first before the second, the weightiest first, three at most; empty when none stands out.
    static func text(_ first: Contender, over second: Contender) -> String {
        guard let own = first.score, let others = second.score, let trial = first.trial, let other = second.trial
        else { return "" }
        let leads = Score.Aspect.allCases.compactMap { aspect -> (words: String, lead: Double)? in
            guard let a = own.merits[aspect], let b = others.merits[aspect] else { return nil }
            let lead = (a - b) * own.weights[aspect]
            return lead < 0.01 ? nil : (words(aspect, trial, other), lead)
        }
        return leads.enumerated()
            .sorted { ($0.element.lead, $1.offset) > ($1.element.lead, $0.offset) }
            .prefix(3).map(\.element.words).joined(separator: ", ")
    }

    private static func words(_ aspect: Score.Aspect, _ a: TrialMeasurement, _ b: TrialMeasurement) -> String {
        switch aspect {
        case .throughput:
            return b.framesPerSecond > 0
                ? "\(DecimalText.short(a.framesPerSecond / b.framesPerSecond))× the throughput" : "more throughput"
        case .latency:
            return "\(DecimalText.short(b.latencyP99Milliseconds - a.latencyP99Milliseconds)) ms less latency"
        case .processing:
            let less = b.cpuMillisecondsPerFrame - a.cpuMillisecondsPerFrame
            return "\(DecimalText.short(less)) ms less CPU time a frame"
        case .bitrate:
            let errors = (off(a.bitrateErrorPercent ?? 0), off(b.bitrateErrorPercent ?? 0))
            return "a bitrate \(errors.0) and not \(errors.1) off"
        case .bitrateStep:
            let errors = (off(a.bitrateStepErrorPercent ?? 0), off(b.bitrateStepErrorPercent ?? 0))
            return "\(errors.0) and not \(errors.1) off after a change of the bitrate"
        case .picture:
            return "\(DecimalText.short((a.psnrDecibels ?? 0) - (b.psnrDecibels ?? 0))) dB more"
        }
    }

    private static func off(_ percent: Double) -> String { DecimalText.short(abs(percent)) + " %" }
}
