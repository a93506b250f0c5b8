// SPDX-License-Identifier: Apache-2.0
import Media
import Reports
import Testing

@testable import serval

@Suite struct PlanTextTests {
    private let screen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))

    private func text(_ candidates: [PlanReport.Candidate]) -> String {
        PlanText(
            PlanReport(
                screen: screen,
                pipelines: [
                    .init(
                        id: "main", codec: .h264, selection: .auto, description: "ximagesrc ! x264enc", chosen: nil,
                        candidates: candidates, error: nil)
                ])
        ).text
    }

    private func candidate(
        _ rank: Int?, _ encoder: String, _ state: PlanReport.CandidateState, score: Double? = nil,
        trial: TrialMeasurement? = nil
    ) -> PlanReport.Candidate {
        PlanReport.Candidate(
            rank: rank, provider: "p", encoder: encoder, device: "cpu", state: state, score: score,
            trial: trial.map { .init($0) }, reason: Reason("code", "because of \(encoder)"))
    }

    @Test func `without trials there are no columns for their numbers`() {
        #expect(
            text([candidate(1, "x264enc", .chosen), candidate(nil, "openh264enc", .rejected)]) == """
                Screen 1280x720, up to 30.0 frames a second

                main (h264, chosen by Serval)
                  RANK  ENCODER      DEVICE  STATE     WHY
                  1     x264enc      cpu     chosen    because of x264enc
                  -     openh264enc  cpu     rejected  because of openh264enc
                  ximagesrc ! x264enc
                """)
    }

    @Test func `with trials each candidate shows what was measured, or that it was not tried`() {
        let best = TrialMeasurement(
            framesPerSecond: 312.4, latencyP50Milliseconds: 2, latencyP99Milliseconds: 4.12,
            cpuMillisecondsPerFrame: 0.6, bitrateKbps: 2425, bitrateErrorPercent: -3, bitrateStepErrorPercent: 2.4,
            keyframeDelayFrames: 1, psnrDecibels: 38.1, warmUpMilliseconds: 90, rateControl: .cbr)
        var second = best
        second.bitrateStepErrorPercent = nil
        second.keyframeDelayFrames = nil
        second.psnrDecibels = nil
        let table = text([
            candidate(1, "x264enc", .chosen, score: 0.83, trial: best), candidate(2, "openh264enc", .eligible),
            candidate(nil, "vah264enc", .rejected, trial: second), candidate(nil, "nvh264enc", .rejected),
        ])
        #expect(
            table.split(separator: "\n").dropFirst(2).dropLast().joined(separator: "\n") == """
                  RANK  ENCODER      DEVICE  STATE     MAX FPS  P50 MS  P99 MS  CPU MS  KBPS  ERR %  STEP %  KEY   DB    SCORE    WHY
                  1     x264enc      cpu     chosen    312      2       4.1     0.6     2425  -3     +2      1     38.1  0.83     because of x264enc
                  2     openh264enc  cpu     eligible  -        -       -       -       -     -      -       -     -     untried  because of openh264enc
                  -     vah264enc    cpu     rejected  312      2       4.1     0.6     2425  -3     -       none  -     -        because of vah264enc
                  -     nvh264enc    cpu     rejected  -        -       -       -       -     -      -       -     -     -        because of nvh264enc
                """)
    }
}
