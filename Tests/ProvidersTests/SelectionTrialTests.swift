// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Providers

/// What trials change: who is out, who comes first, and who stays.
@Suite struct SelectionTrialTests {
    private let x264 = makeEntry("x264enc")
    private let openH264 = makeEntry("openh264enc")
    private let va = makeEntry("vah264enc", kind: .hardware, device: "pci:0000:00:02.0")
    private let policy = SelectionPolicy(processors: 2)

    private func select(
        _ trials: [(Catalog.Entry, TrialOutcome)], among entries: [Catalog.Entry]? = nil,
        incumbent: Catalog.Entry? = nil, _ requirement: EncodeRequirement = makeRequirement()
    ) -> Selection {
        Selection(
            for: requirement, among: entries ?? [x264, openH264, va],
            evidence: SelectionEvidence(trials, incumbent: incumbent), policy: policy)
    }

    @Test func `a failed trial, a wrong picture and an ignored keyframe request rule out`() {
        let selection = select([
            (va, .failed(Reason("crashed", "it ended with SIGSEGV", hint: "update the driver"))),
            (x264, .measured(makeTrial(psnr: 19.9))), (openH264, .measured(makeTrial(keyframeDelay: 6))),
        ])
        #expect(selection.eligible.isEmpty)
        #expect(selection.reason("vah264enc")?.code == "crashed")
        #expect(selection.reason("vah264enc")?.text == "its trial failed: it ended with SIGSEGV")
        #expect(selection.reason("vah264enc")?.hint == "update the driver")
        #expect(
            selection.reason("x264enc")?.text
                == "its picture is wrong: 20 dB against what was shown, 20 dB is the least")
        #expect(
            selection.reason("openh264enc")?.text
                == "its trial asked for a keyframe and it came 6 frames late, 5 are the most: "
                + "a viewer who joins would see nothing until the next interval")
    }

    @Test func `the bounds themselves pass`() {
        let trial = makeTrial(fps: 36, p99: 200, keyframeDelay: 5, psnr: 20)
        let selection = select([(x264, .measured(trial))], among: [x264])
        #expect(selection.eligible.map(\.tier) == [.software])
        #expect(selection.eligible[0].trial == trial)
    }

    @Test func `hardware, then software with headroom, then other software, then what is too slow`() {
        let slow = makeEntry("nvh264enc", kind: .hardware, device: "pci:0000:01:00.0")
        let vendor = makeEntry("vendorenc")
        let selection = select(
            [
                (slow, .measured(makeTrial(fps: 35.9))), (va, .measured(makeTrial(fps: 37, p99: 190, cpu: 20))),
                (x264, .measured(makeTrial(fps: 59.9, cpu: 1))), (openH264, .measured(makeTrial(fps: 60, psnr: 21))),
                (vendor, .measured(makeTrial(p99: 201))),
            ], among: [slow, va, x264, openH264, vendor])
        #expect(selection.order == ["vah264enc", "openh264enc", "x264enc", "vendorenc", "nvh264enc"])
        #expect(
            selection.eligible.map(\.tier) == [.hardware, .softwareWithHeadroom, .software, .tooSlow, .tooSlow])
        #expect(
            selection.eligible.map(\.reason.code) == [
                "hardware-first", "after-hardware", "less-headroom", "too-late", "too-slow",
            ])
    }

    @Test func `a slow picture is better than none, and the reason says so`() {
        let selection = select([(x264, .measured(makeTrial(fps: 20)))], among: [x264])
        #expect(
            selection.eligible[0].reason.text
                == "nothing faster can be used, and a slow picture is better than none: "
                + "it makes 20 frames a second at most, and 36 are needed for 30 live")
        var unasked = makeTrial(fps: 31, keyframeDelay: nil)
        unasked.framesAfterKeyframeRequest = 0
        #expect(select([(x264, .measured(unasked))], among: [x264]).eligible.map(\.tier) == [.tooSlow])
        let late = select([(x264, .measured(makeTrial(fps: 20, keyframeDelay: 9)))], among: [x264])
        #expect(late.rejected.map(\.reason.code) == ["no-keyframe-request"])
        let claimed = makeEntry("x265enc", codec: .h265, lacks: [.realTime])
        let untried = select([], among: [claimed], makeRequirement(.h265))
        #expect(untried.eligible[0].reason.code == "not-real-time")
    }

    @Test func `what is measured counts more than what the provider says`() {
        let modest = makeEntry("x264enc", lacks: [.realTime, .keyframeOnRequest])
        #expect(select([], among: [modest]).eligible.isEmpty)
        let tried = select([(modest, .measured(makeTrial()))], among: [modest])
        #expect(tried.eligible.map(\.tier) == [.softwareWithHeadroom])
        let boasting = select([(x264, .measured(makeTrial(keyframeDelay: nil)))], among: [x264])
        #expect(boasting.rejected.map(\.reason.code) == ["no-keyframe-request"])
    }

    @Test func `a named element runs whatever its trial says, unless it does not work at all`() {
        let pin = makeRequirement(element: "x264enc")
        let slow = select([(x264, .measured(makeTrial(fps: 10, keyframeDelay: nil)))], pin)
        #expect(slow.order == ["x264enc"])
        #expect(
            slow.eligible[0].reason.text
                == "the configuration names x264enc; it makes 10 frames a second at most, and 36 are needed for 30 live"
        )
        #expect(select([(x264, .failed(Reason("no-frame", "no frame came")))], pin).eligible.isEmpty)
    }

    @Test func `an untried one comes after the tried ones of its tier, in the fixed order, and is marked`() {
        let vendor = makeEntry("vendorenc")
        let selection = select(
            [(vendor, .measured(makeTrial(fps: 50)))], among: [x264, openH264, vendor, va])
        #expect(selection.order == ["vah264enc", "vendorenc", "x264enc", "openh264enc"])
        #expect(selection.eligible[0].reason.text.hasSuffix("; untried"))
        #expect(selection.reason("x264enc")?.code == "untried")
        #expect(
            selection.reason("openh264enc")?.text
                == "takes over if x264enc fails: later in Serval's order; untried")
        #expect(selection.eligible.map { $0.score == nil } == [true, false, true, true])
    }

    @Test func `the numbers that decided are said, on both sides`() {
        let selection = select(
            [
                (x264, .measured(makeTrial(fps: 93, p99: 24, cpu: 12))),
                (openH264, .measured(makeTrial(fps: 62, p99: 44, cpu: 12))),
            ], among: [x264, openH264])
        #expect(selection.eligible.map(\.score) == [0.87, 0.73])
        #expect(
            selection.eligible.map(\.reason.text) == [
                "0.87 against 0.73 of openh264enc: 1.5× the throughput, 20 ms less latency",
                "x264enc 0.87 against 0.73: 1.5× the throughput, 20 ms less latency",
            ])
    }

    @Test func `two devices of one encoder are told apart in words`() {
        let second = makeEntry("vah264enc", kind: .hardware, device: "pci:0000:03:00.0")
        let selection = select(
            [(va, .measured(makeTrial(cpu: 10))), (second, .measured(makeTrial(cpu: 2)))], among: [va, second])
        #expect(selection.eligible.map { $0.entry.device?.id } == ["pci:0000:03:00.0", "pci:0000:00:02.0"])
        #expect(
            selection.eligible[0].reason.text.contains("of vah264enc on pci:0000:00:02.0: 8 ms less CPU time a frame"))
    }

    @Test func `the mode decides what counts`() {
        let trials: [(Catalog.Entry, TrialOutcome)] = [
            (x264, .measured(makeTrial(fps: 120, p99: 30, cpu: 8, psnr: 25))),
            (openH264, .measured(makeTrial(fps: 70, p99: 60, cpu: 20, psnr: 44))),
        ]
        #expect(select(trials, makeRequirement(mode: .interactive)).order == ["vah264enc", "x264enc", "openh264enc"])
        #expect(select(trials, makeRequirement(mode: .recording)).order == ["vah264enc", "openh264enc", "x264enc"])
        #expect(select(trials, makeRequirement(mode: .manyStreams)).order == ["vah264enc", "x264enc", "openh264enc"])
    }

    @Test func `the last winner stays unless another is a tenth better`() {
        func order(_ challenger: Double) -> Selection {
            select(
                [
                    (x264, .measured(makeTrial(fps: 61, p99: challenger))),
                    (openH264, .measured(makeTrial(fps: 61, p99: 100))),
                ],
                among: [x264, openH264], incumbent: openH264)
        }
        #expect(order(60).order == ["openh264enc", "x264enc"])
        #expect(order(60).reason("openh264enc")?.code == "kept")
        #expect(
            order(60).reason("openh264enc")?.text
                == "chosen before, and x264enc is not 10 % better: 0.68 against 0.73")
        #expect(order(60).reason("x264enc")?.code == "not-clearly-better")
        #expect(order(20).order == ["x264enc", "openh264enc"])
    }

    @Test func `the last winner does not stay before a better tier, nor untried before what was measured`() {
        let trials: [(Catalog.Entry, TrialOutcome)] = [(x264, .measured(makeTrial()))]
        #expect(select(trials, incumbent: x264).order.first == "vah264enc")
        #expect(select(trials, among: [x264, openH264], incumbent: openH264).order.first == "x264enc")
        #expect(select([], among: [x264, openH264], incumbent: openH264).order.first == "x264enc")
    }

    @Test func `selection is per codec: a failed H264 never costs AV1`() {
        let h264 = makeEntry("nvh264enc", kind: .hardware, device: "pci:0000:01:00.0")
        let av1 = makeEntry("nvav1enc", codec: .av1, kind: .hardware, device: "pci:0000:01:00.0")
        let trials: [(Catalog.Entry, TrialOutcome)] = [(h264, .failed(Reason("no-frame", "no frame came")))]
        #expect(select(trials, among: [h264, av1]).eligible.isEmpty)
        #expect(select(trials, among: [h264, av1], makeRequirement(.av1)).order == ["nvav1enc"])
    }

    @Test func `what cannot be used at the moment gives way to the next, with its reason`() {
        let full = Reason("session-limit", "GeForce allows 3 encode sessions at once, and all are taken")
        let selection = Selection(
            for: makeRequirement(), among: [x264, va], evidence: SelectionEvidence(refusals: [va.key: full]))
        #expect(selection.order == ["x264enc"])
        #expect(selection.rejected.map(\.reason) == [full])
    }
}
