// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Pipelines
import Processes
import Providers
import Reports
import Testing

@testable import Host

/// The configuration's rules on their way into the plan: choices, errors that say why, and warnings with suggestions.
@Suite struct EncoderRulesPlanTests {
    private let gpu = Device(id: "pci:0000:03:00.0", name: "GPU")

    private func provider(
        _ id: String, _ device: Device, _ encoders: [(id: String, codec: Codec, failure: Reason?)]
    ) -> ProbedProvider {
        var records: [ProbeRecord] = [
            .provider(ProviderIdentity(id: id, name: id, vendor: "Serval", version: "1", license: "MIT")),
            .device(device),
        ]
        for encoder in encoders {
            records.append(
                .encoder(
                    EncoderDescription(
                        id: encoder.id, label: encoder.id, codec: encoder.codec,
                        kind: device.id == "cpu" ? .software : .hardware, element: encoder.id)))
            if let failure = encoder.failure {
                records.append(
                    .note(ProbeNote(severity: .error, reason: failure, encoder: encoder.id, deviceID: device.id)))
            } else {
                records.append(
                    .offer(
                        EncoderOffer(
                            encoder: encoder.id, deviceID: device.id, limits: .init(),
                            recipe: ElementRecipe(
                                stages: [.init(kind: .encoder, factory: encoder.id)], bindings: []))))
            }
        }
        return ProbedProvider(
            file: ProviderFile(path: "/\(id).so", isBuiltIn: true), records: records + [.done],
            end: .ended(.exited(0)), standardError: "")
    }

    private var catalog: Catalog {
        let denied = Reason("device-denied", "/dev/dri/renderD128 is not readable", hint: "join the group render")
        return Catalog(providers: [
            provider(
                "org.serval.software", Device(id: "cpu", name: "CPU"),
                [("x264enc", .h264, nil), ("openh264enc", .h264, nil), ("vp8enc", .vp8, nil)]),
            provider("org.serval.vaapi", gpu, [("vah264enc", .h264, nil), ("vah264lpenc", .h264, denied)]),
        ])
    }

    private func plan(_ yaml: String, _ evidence: PlanningEvidence = .init()) throws -> Plan {
        let parsed = try Configuration.parse(SourceText(name: "serval.yaml", text: yaml))
        let screen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))
        return Planner(
            source: .display(":7"), screen: screen, catalog: catalog, encoderThreads: 2,
            rules: parsed.configuration.providers.rules, evidence: evidence, policy: SelectionPolicy(processors: 2)
        ).plan(for: parsed.configuration.video)
    }

    private func plan(pipeline: String, providers: String = "") throws -> Plan {
        try plan(
            """
            providers: {\(providers)}
            capture: {video: {codec: h264, pipelines: {main: {\(pipeline)}}}}
            """)
    }

    @Test func `rules of a pipeline and of all reach the selection`() throws {
        #expect(
            try plan(pipeline: "").pipelines[0].candidates.map(\.encoder) == ["vah264enc", "x264enc", "openh264enc"])
        #expect(
            try plan(pipeline: "prefer: [openh264enc]", providers: "forbid: org.serval.vaapi").pipelines[0].candidates
                .map(\.encoder) == ["openh264enc", "x264enc"])
        #expect(try plan(pipeline: "device: cpu").pipelines[0].report.chosen?.encoder == "x264enc")
        #expect(try plan(pipeline: "require: []", providers: "require: none").pipelines[0].candidates.count == 3)
    }

    @Test func `a required one that cannot be used is an error that says why, at its place`() throws {
        let pipeline = try plan(pipeline: "require: vah264lpenc").pipelines[0]
        #expect(pipeline.candidates.isEmpty)
        #expect(pipeline.report.chosen == nil)
        let error = try #require(pipeline.report.error)
        #expect(error.code == "no-encoder")
        #expect(
            error.text == "the configuration requires vah264lpenc, which cannot be used: "
                + "vah264lpenc on pci:0000:03:00.0: /dev/dri/renderD128 is not readable")
        #expect(error.hint == "join the group render")
        #expect(error.location == "serval.yaml:2:60")
    }

    @Test func `a required one that nobody has gets a suggestion, one of another codec says so`() throws {
        let unknown = try plan(pipeline: "require: vah246enc").pipelines[0].report.error
        #expect(
            unknown?.text == "the configuration requires vah246enc, and there is no such encoder, element or provider")
        #expect(unknown?.hint == "did you mean vah264enc?")
        let other = try plan(pipeline: "", providers: "require: vp8enc").pipelines[0].report.error
        #expect(other?.text == "the configuration requires vp8enc, which has no encoder for h264")
        #expect(other?.location == "serval.yaml:1:22")
    }

    @Test func `a required one that is forbidden says so`() throws {
        let error = try plan(pipeline: "require: x264enc", providers: "forbid: '*264enc'").pipelines[0].report.error
        #expect(
            error?.text == "the configuration requires x264enc, which cannot be used: "
                + "x264enc on cpu: the configuration forbids *264enc")
    }

    @Test func `a device without an encoder for the codec is an error at its place`() throws {
        let error = try #require(
            try plan(pipeline: "codec: vp8, device: '0000:03:00.0'").pipelines[0].report.error)
        #expect(error.text == "no vp8 encoder can be used on pci:0000:03:00.0")
        #expect(error.location == "serval.yaml:2:71")
    }

    @Test func `a named element obeys what is forbidden, and nothing else of the rules for all`() throws {
        let rules = "prefer: openh264enc, require: vah264enc"
        #expect(
            try plan(pipeline: "gst_encoder: x264enc", providers: rules).pipelines[0].report.chosen?.encoder
                == "x264enc")
        for element in ["x264enc", "mycardenc"] {
            let error = try plan(pipeline: "gst_encoder: \(element)", providers: "forbid: '*enc'").pipelines[0].report
                .error
            #expect(error?.text == "\(element) cannot be used: the configuration forbids *enc")
        }
    }

    @Test func `an unusable element is explained by itself, not by others that are unusable`() throws {
        let error = try plan(pipeline: "gst_encoder: vah264lpenc", providers: "forbid: [vah264enc]").pipelines[0].report
            .error
        #expect(error?.text == "vah264lpenc cannot be used: /dev/dri/renderD128 is not readable")
        let codec = try plan(pipeline: "gst_encoder: vp8enc").pipelines[0].report.error
        #expect(codec?.text == "vp8enc does not encode h264")
    }

    @Test func `names and devices that nobody has are warnings with suggestions`() throws {
        let plan = try plan(
            pipeline: "device: '0000:03:00.1', require: ['*']", providers: "prefer: [x264enx, vah264enc], forbid: zzz")
        #expect(
            plan.report.warnings.map(\.text) == [
                "prefer: no encoder, element or provider is called x264enx",
                "forbid: no encoder, element or provider is called zzz", "device: there is no pci:0000:03:00.1 here",
            ])
        #expect(
            plan.report.warnings.map(\.hint) == [
                "did you mean x264enc?", "`serval encoders` lists all names", "did you mean \"pci:0000:03:00.0\"?",
            ])
        #expect(plan.report.warnings.map(\.location) == ["serval.yaml:1:22", "serval.yaml:1:51", "serval.yaml:2:59"])
        #expect(try self.plan(pipeline: "prefer: 'va*'").report.warnings.isEmpty)
    }

    @Test func `trials, the last winner and refusals count for their own pipeline`() throws {
        let hardware = CandidateKey(provider: "org.serval.vaapi", encoder: "vah264enc", device: gpu.id)
        let openH264 = CandidateKey(provider: "org.serval.software", encoder: "openh264enc", device: "cpu")
        let trial = TrialMeasurement(
            framesPerSecond: 81, latencyP50Milliseconds: 10, latencyP99Milliseconds: 24, cpuMillisecondsPerFrame: 12,
            bitrateKbps: 2350, bitrateErrorPercent: -6, bitrateStepErrorPercent: 2, keyframeDelayFrames: 1,
            psnrDecibels: 25.7, warmUpMilliseconds: 90, rateControl: .cbr)
        let x264 = CandidateKey(provider: "org.serval.software", encoder: "x264enc", device: "cpu")
        var better = trial
        better.latencyP99Milliseconds = 10
        let evidence = PlanningEvidence(
            trials: [
                "a": [hardware: .failed(Reason("no-frame", "no frame came")), openH264: .measured(trial)],
                "b": [openH264: .measured(trial), x264: .measured(better)],
            ],
            winners: ["b": openH264],
            refusals: ["b": [hardware: Reason("session-limit", "all sessions are taken")]])
        let plan = try plan("capture: {video: {codec: h264, pipelines: {a: {}, b: {}, c: {}}}}", evidence)
        #expect(
            plan.pipelines.map { $0.candidates.map(\.encoder) } == [
                ["openh264enc", "x264enc"], ["openh264enc", "x264enc"], ["vah264enc", "x264enc", "openh264enc"],
            ])
        let row = plan.pipelines[0].report.candidates[0]
        #expect(row.score == 0.8)
        #expect(row.trial?.latency_ms.p99 == 24)
        #expect(
            plan.pipelines[0].report.candidates.first { $0.encoder == "vah264enc" }?.reason.text
                == "its trial failed: no frame came")
        #expect(plan.pipelines[1].report.candidates[0].reason.code == "kept")
        #expect(plan.winners == ["a": openH264, "b": openH264, "c": hardware])
    }
}
