// SPDX-License-Identifier: Apache-2.0
import Media

/// How well an encoder does a requirement's work, from 0 to 1, by what its trial measured.
struct Score: Sendable, Hashable {
    /// One of the merits that count.
    enum Aspect: CaseIterable { case throughput, latency, processing, bitrate, bitrateStep, picture }

    /// How much each aspect counts; together 1.
    struct Weights: Sendable, Hashable {
        var throughput: Double
        var latency: Double
        var processing: Double
        var bitrate: Double
        var bitrateStep: Double
        var picture: Double

        subscript(aspect: Aspect) -> Double {
            switch aspect {
            case .throughput: throughput
            case .latency: latency
            case .processing: processing
            case .bitrate: bitrate
            case .bitrateStep: bitrateStep
            case .picture: picture
            }
        }
    }

    /// From 0 to 1 each; without those that could not be measured.
    let merits: [Aspect: Double]
    let weights: Weights
    /// The weighted mean of the merits, in hundredths: what is shown is what decides.
    let total: Double

    init(_ trial: TrialMeasurement, for requirement: EncodeRequirement, _ policy: SelectionPolicy) {
        let wanted = requirement.rate.framesPerSecond
        let budget = policy.latencyBudgetMilliseconds(at: requirement.rate, requirement.mode)
        let available = 1000 / wanted * Double(policy.processors)
        var merits: [Aspect: Double] = [
            .throughput: Self.unit((trial.framesPerSecond / wanted - 1) / 2),
            .latency: Self.unit(1 - trial.latencyP99Milliseconds / budget),
            .processing: Self.unit(1 - trial.cpuMillisecondsPerFrame / available),
        ]
        merits[.bitrate] = trial.bitrateErrorPercent.map(Self.accuracy)
        merits[.bitrateStep] = trial.bitrateStepErrorPercent.map(Self.accuracy)
        merits[.picture] = trial.psnrDecibels.map { Self.unit(($0 - policy.leastPSNRDecibels) / 25) }
        weights = policy.weights(for: requirement.mode)
        self.merits = merits
        total = Self.mean(of: merits, by: weights)
    }

    /// What was not measured takes its weight away with it.
    private static func mean(of merits: [Aspect: Double], by weights: Weights) -> Double {
        var (sum, weight) = (0.0, 0.0)
        // In the aspects' own order, so that sums of the same numbers are the same.
        for aspect in Aspect.allCases {
            guard let merit = merits[aspect] else { continue }
            sum += merit * weights[aspect]
            weight += weights[aspect]
        }
        return (sum / weight * 100).rounded() / 100
    }

    /// 1 for the target itself, 0 from half of it away.
    private static func accuracy(_ errorPercent: Double) -> Double { unit(1 - abs(errorPercent) / 50) }

    /// Cut to 0...1; 0 for what is no number.
    private static func unit(_ value: Double) -> Double { value.isNaN ? 0 : min(1, max(0, value)) }
}
