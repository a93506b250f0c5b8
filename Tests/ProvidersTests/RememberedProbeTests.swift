// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import Testing

@testable import Providers

@Suite struct RememberedProbeTests {
    private let file = ProviderFile(path: "/usr/lib/serval/providers/vendor.so", isBuiltIn: false)
    private let key = ProbeKey(["vendor.so": "1", "/dev/dri/renderD*": "128 opens"])
    private let crash = Verdict.crashed(.signalled(11), phase: "probe")

    private func answer(_ verdict: Verdict, devices: [String: Verdict] = [:]) -> ProbedProvider {
        var provider = ProbedProvider(file: file, records: [.done], end: .ended(.exited(0)), standardError: "")
        provider.verdict = verdict
        provider.deviceVerdicts = devices
        return provider
    }

    /// A memory of these answers, one after the other, each with the time when it came.
    private func remembered(_ answers: [(ProbedProvider, Int64)]) -> RememberedProbe? {
        answers.reduce(nil) { RememberedProbe($1.0, key: key, at: $1.1, after: $0) }
    }

    @Test func `what was never asked is asked, what is known is not`() {
        #expect(ProbeDecision.decide(nil, key: key, now: 0) == .probe(why: "it was never asked", skipping: []))
        let known = remembered([(answer(.ok), 1000)])
        for now: Int64 in [1000, 1_000_000_000] {
            #expect(ProbeDecision.decide(known, key: key, now: now) == .remembered)
        }
    }

    @Test func `a part that changes, appears or goes is named`() {
        let known = remembered([(answer(.ok), 1000)])
        let changed = ProbeKey(["vendor.so": "2", "/dev/dri/renderD*": "128 opens"])
        #expect(ProbeDecision.decide(known, key: changed, now: 1001) == .probe(why: "vendor.so changed", skipping: []))
        let fewer = ProbeKey(["vendor.so": "1"])
        #expect(
            ProbeDecision.decide(known, key: fewer, now: 1001) == .probe(why: "/dev/dri/renderD* changed", skipping: [])
        )
    }

    @Test func `nothing found is believed for one minute, then five, then thirty`() {
        var answers = [(answer(.empty), Int64(0))]
        for (expiry, asked): (Int64, Int64) in [(60, 100), (300, 1000), (1800, 5000), (1800, 9000)] {
            let start = answers[answers.count - 1].1
            let known = remembered(answers)
            #expect(ProbeDecision.decide(known, key: key, now: start + expiry - 1) == .remembered)
            #expect(ProbeDecision.decide(known, key: key, now: start + expiry) != .remembered)
            answers.append((answer(.empty), asked))
        }
    }

    @Test func `a clock that was set back does not make a memory last`() {
        let known = remembered([(answer(.empty), 10_000)])
        #expect(
            ProbeDecision.decide(known, key: key, now: 9_000) == .probe(why: "the clock was set back", skipping: []))
    }

    @Test func `a crash gets one more try after ten seconds, a second one is the last`() {
        let once = remembered([(answer(crash), 100)])
        #expect(ProbeDecision.decide(once, key: key, now: 109) == .remembered)
        #expect(ProbeDecision.decide(once, key: key, now: 110) != .remembered)
        let twice = remembered([(answer(crash), 100), (answer(crash), 110)])
        #expect(ProbeDecision.decide(twice, key: key, now: 1_000_000_000) == .remembered)
        #expect(
            twice?.quarantines(at: 120)
                == [Quarantine(device: "", strikes: 2, verdict: crash, since: 110)])
    }

    @Test func `a second try that works clears the first`() {
        let known = remembered([(answer(crash), 100), (answer(.ok), 110)])
        #expect(known?.strikes == [])
        #expect(ProbeDecision.decide(known, key: key, now: 1000) == .remembered)
    }

    @Test func `a device in quarantine is skipped, its neighbour is asked again`() {
        let answers: [(ProbedProvider, Int64)] = [
            (answer(.ok, devices: ["pci:1": crash, "pci:2": .ok]), 100),
            (answer(.ok, devices: ["pci:1": crash, "pci:2": .hung(phase: "probe")]), 110),
        ]
        let known = remembered(answers)
        #expect(known?.quarantines(at: 115).map(\.device) == ["pci:1"])
        #expect(
            ProbeDecision.decide(known, key: key, now: 120)
                == .probe(why: "it crashed or hung once, and gets a second try", skipping: ["pci:1"]))
        // Whoever was not asked keeps what is held against it.
        let later = remembered(answers + [(answer(.ok, devices: ["pci:2": .ok]), 120)])
        #expect(later?.quarantines(at: 125).map(\.device) == ["pci:1"])
    }

    @Test func `a change clears all strikes`() {
        let known = remembered([(answer(crash), 100), (answer(crash), 110)])
        let changed = ProbeKey(["vendor.so": "2", "/dev/dri/renderD*": "128 opens"])
        #expect(ProbeDecision.decide(known, key: changed, now: 111) == .probe(why: "vendor.so changed", skipping: []))
        #expect(RememberedProbe(answer(crash), key: changed, at: 112, after: known).strikes.count == 1)
    }

    @Test func `a hang is forgiven after a week, a crash is not`() {
        let week: Int64 = 7 * 86_400
        let hung = remembered([(answer(.hung(phase: "probe")), 100), (answer(.hung(phase: "probe")), 110)])
        #expect(ProbeDecision.decide(hung, key: key, now: 109 + week) == .remembered)
        #expect(ProbeDecision.decide(hung, key: key, now: 110 + week) != .remembered)
        let crashed = remembered([(answer(crash), 100), (answer(crash), 110)])
        #expect(ProbeDecision.decide(crashed, key: key, now: 110 + week) == .remembered)
    }

    @Test func `quarantine says what happened and how it ends`() {
        let reason = Quarantine(device: "", strikes: 2, verdict: crash, since: 110).reason(
            provider: "com.example.vendor")
        #expect(reason.code == "quarantined")
        #expect(reason.text.contains("killed by signal 11"))
        #expect(reason.hint?.contains("serval providers retry com.example.vendor") == true)
    }
}
