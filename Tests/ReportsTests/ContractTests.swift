// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Media
import Testing

@testable import Reports

/// The JSON contract: names and nulls that scripts rely on.
@Suite struct ContractTests {
    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func `an encoder that found no device has nulls, not missing keys`() throws {
        let encoder = EncodersReport.Encoder(
            codec: .h264, encoder: "vah264enc", provider: "org.serval.vaapi", kind: .hardware, device: nil,
            element: "vah264enc", state: .unavailable, reason: Reason("no-drm", "there is no /dev/dri"), limits: nil)
        #expect(
            try json(EncodersReport(providers: [], encoders: [encoder])) == """
                {"encoders":[{"codec":"h264","device":null,"element":"vah264enc","encoder":"vah264enc","kind":"hardware",\
                "left_out":[],"limits":null,"provider":"org.serval.vaapi","reason":{"code":"no-drm","hint":null,"text":"there is no \\/dev\\/dri"},\
                "state":"unavailable","trial":null}],"providers":[],"schema":1}
                """)
    }

    @Test func `a plan names its screen, its choice and its error`() throws {
        let pipeline = PlanReport.Pipeline(
            id: "main", codec: .vp8, selection: .auto, description: "d",
            chosen: .init(provider: "p", encoder: "vp8enc", device: "cpu"), candidates: [], error: nil)
        let screen = Screen(resolution: Resolution(width: 2, height: 4), rate: FrameRate(30))
        #expect(
            try json(PlanReport(screen: screen, pipelines: [pipeline])) == """
                {"pipelines":[{"candidates":[],"chosen":{"device":"cpu","encoder":"vp8enc","provider":"p"},"codec":"vp8",\
                "description":"d","error":null,"findings":[],"id":"main","selection":"auto"}],"schema":1,\
                "screen":{"height":4,"rate":30,"width":2},"warnings":[]}
                """)
    }

    @Test func `a warning is one line that starts with its place`() {
        let reason = Reason("unknown-encoder", "nobody is called x", hint: "did you mean y?")
        let warning = PlanReport.PlanError(reason, location: "serval.yaml:3:7")
        #expect("\(warning)" == "serval.yaml:3:7: nobody is called x (did you mean y?)")
    }

    @Test func `a candidate has its score and what its trial measured, in hundredths, with nulls`() throws {
        let trial = TrialMeasurement(
            framesPerSecond: 81.256, latencyP50Milliseconds: 10, latencyP99Milliseconds: 24.004,
            cpuMillisecondsPerFrame: 12.5, bitrateKbps: 2350, bitrateErrorPercent: -6, bitrateStepErrorPercent: nil,
            keyframeDelayFrames: nil, psnrDecibels: nil, warmUpMilliseconds: 90, rateControl: .cbr,
            deviations: [.init(property: "x264enc.speed-preset", asked: "veryfast", got: nil)])
        let candidate = PlanReport.Candidate(
            rank: 2, provider: "p", encoder: "x264enc", device: "cpu", state: .eligible, score: 0.55,
            trial: .init(trial), reason: Reason("lower-score", "why"))
        #expect(
            try json(candidate) == """
                {"device":"cpu","encoder":"x264enc","provider":"p","rank":2,\
                "reason":{"code":"lower-score","hint":null,"text":"why"},"score":0.55,"state":"eligible",\
                "trial":{"bitrate_error_percent":-6,"bitrate_kbps":2350,"bitrate_step_error_percent":null,\
                "cpu_ms_per_frame":12.5,"deviations":[{"asked":"veryfast","got":null,"property":"x264enc.speed-preset"}],\
                "fps":81.26,"keyframe_delay_frames":null,\
                "latency_ms":{"p50":10,"p99":24},"psnr_db":null,"rate_control":"cbr"}}
                """)
    }
}
