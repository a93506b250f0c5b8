// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Providers

@Suite struct ScoreTests {
    private let policy = SelectionPolicy(processors: 2)

    private func total(_ trial: TrialMeasurement, _ mode: EncodingMode = .interactive) -> Double {
        Score(trial, for: makeRequirement(mode: mode), policy).total
    }

    @Test func `the weights of each mode add up to 1`() {
        for mode in EncodingMode.allCases {
            let weights = policy.weights(for: mode)
            #expect(abs(Score.Aspect.allCases.map { weights[$0] }.reduce(0, +) - 1) < 1e-9)
        }
    }

    @Test func `the best has 1, the worst 0`() {
        #expect(total(makeTrial(fps: 90, p99: 0, cpu: 0, psnr: 45)) == 1)
        #expect(total(makeTrial(fps: 1000, p99: 0, cpu: 0, psnr: 99)) == 1)
        let worst = makeTrial(fps: 30, p99: 200, cpu: 66.7, bitrateError: -50, step: 50, psnr: 20)
        #expect(total(worst) == 0)
        #expect(total(makeTrial(fps: 0, p99: 9999, cpu: 9999, bitrateError: 900, step: -900, psnr: 0)) == 0)
    }

    /// Half of each aspect's way, one after the other, from the best: the weight is what is lost.
    @Test(arguments: [
        (makeTrial(fps: 60, p99: 0, cpu: 0, psnr: 45), 0.875), (makeTrial(fps: 90, p99: 100, cpu: 0, psnr: 45), 0.875),
        (makeTrial(fps: 90, p99: 0, cpu: 33.3333, psnr: 45), 0.9),
        (makeTrial(fps: 90, p99: 0, cpu: 0, bitrateError: -25, psnr: 45), 0.95),
        (makeTrial(fps: 90, p99: 0, cpu: 0, step: 25, psnr: 45), 0.95),
        (makeTrial(fps: 90, p99: 0, cpu: 0, psnr: 32.5), 0.95),
    ])
    func `each aspect counts by its weight`(trial: TrialMeasurement, expected: Double) {
        #expect(abs(total(trial) - expected) <= 0.0051)
    }

    @Test func `what was not measured takes its weight away, and neither harms nor helps`() {
        let complete = makeTrial(fps: 90, p99: 0, cpu: 0, psnr: 45)
        let little = makeTrial(fps: 90, p99: 0, cpu: 0, bitrateError: nil, step: nil, psnr: nil)
        #expect(total(little) == total(complete))
        // 0.25 of 0.80 are lost with the latency.
        #expect(total(makeTrial(fps: 90, p99: 200, cpu: 0, step: nil, psnr: nil)) == 0.69)
    }

    @Test func `what is no number counts as nothing`() {
        let score = total(makeTrial(fps: .nan, p99: .infinity, cpu: .nan, bitrateError: .infinity, psnr: .nan))
        #expect(score == 0.1)
    }

    @Test func `the latency budget is generous, and follows slow rates`() {
        #expect(policy.latencyBudgetMilliseconds(at: FrameRate(30), .interactive) == 200)
        #expect(policy.latencyBudgetMilliseconds(at: FrameRate(60), .manyStreams) == 200)
        #expect(policy.latencyBudgetMilliseconds(at: FrameRate(10), .interactive) == 600)
        #expect(policy.latencyBudgetMilliseconds(at: FrameRate(30), .recording) == 2000)
    }

    /// Measured on two processors with three to six runnable processes: 1280x720 at 30 frames a second.
    @Test(arguments: [(81.0, 48.0, 12.5), (80, 24, 12.2), (120, 136, 8), (140, 55, 6.8)])
    func `a busy machine of two processors does not make x264 a last resort`(fps: Double, p99: Double, cpu: Double) {
        let trial = makeTrial(fps: fps, p99: p99, cpu: cpu, bitrateError: -20, psnr: 25.7)
        let entry = makeEntry("x264enc")
        let selection = Selection(
            for: makeRequirement(), among: [entry], evidence: SelectionEvidence([(entry, .measured(trial))]),
            policy: policy)
        #expect(selection.eligible.map(\.tier) == [.softwareWithHeadroom])
    }
}
