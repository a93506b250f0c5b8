// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Providers

@Suite struct SelectionRulesTests {
    private let entries = [
        makeEntry("x264enc", provider: "org.serval.software"),
        makeEntry("openh264enc", provider: "org.serval.software"),
        makeEntry("vah264enc", kind: .hardware, device: "pci:0000:00:02.0", provider: "org.serval.vaapi"),
        makeEntry("vah264enc", kind: .hardware, device: "pci:0000:03:00.0", provider: "org.serval.vaapi"),
        makeEntry(
            "nvh264enc", kind: .hardware, provider: "org.serval.nvenc",
            failure: Reason("no-libcuda", "libcuda is missing")
        ),
    ]

    private func select(_ rules: SelectionRules, _ trials: [CandidateKey: TrialOutcome] = [:]) -> Selection {
        Selection(for: makeRequirement(), among: entries, rules: rules, evidence: SelectionEvidence(trials: trials))
    }

    private func patterns(_ names: String...) -> [EncoderPattern] { names.map { EncoderPattern($0) } }

    @Test func `preferred ones come first, in the order of the list, and hardware after them`() {
        let selection = select(SelectionRules(prefer: patterns("nvh264enc", "openh264enc", "x264enc")))
        #expect(selection.order == ["openh264enc", "x264enc", "vah264enc", "vah264enc"])
        #expect(selection.eligible[0].reason.code == "preferred")
        #expect(selection.eligible[0].reason.text == "the configuration prefers openh264enc; untried")
        #expect(selection.eligible[1].reason.code == "not-preferred")
        #expect(selection.reason("nvh264enc")?.code == "no-libcuda")
    }

    @Test func `a provider is preferred as a whole, its encoders in their own order`() {
        let selection = select(SelectionRules(prefer: patterns("org.serval.software")))
        #expect(selection.order == ["x264enc", "openh264enc", "vah264enc", "vah264enc"])
        #expect(selection.eligible[0].reason.code == "first-in-order")
        #expect(selection.eligible[2].reason.code == "not-preferred")
    }

    @Test func `a preferred one that is too slow still comes last`() {
        let slow = TrialOutcome.measured(makeTrial(fps: 10))
        let selection = select(SelectionRules(prefer: patterns("x264enc")), [entries[0].key: slow])
        #expect(selection.order.last == "x264enc")
    }

    @Test func `what is required leaves no other, and says of each why it is out`() {
        let selection = select(SelectionRules(require: patterns("nv*")))
        #expect(selection.eligible.isEmpty)
        #expect(selection.reason("nvh264enc")?.code == "no-libcuda")
        #expect(selection.reason("x264enc")?.text == "the configuration requires nv*")
        #expect(select(SelectionRules(require: patterns("X264enc", "nv*"))).order == ["x264enc"])
    }

    @Test func `what is forbidden is out, even where it is preferred or required`() {
        let rules = SelectionRules(
            prefer: patterns("vah264enc"), require: patterns("va*", "x264enc"), forbid: patterns("org.serval.vaapi"))
        let selection = select(rules)
        #expect(selection.order == ["x264enc"])
        #expect(selection.reason("vah264enc")?.code == "forbidden")
        #expect(selection.eligible[0].reason.text.contains("that the configuration allows"))
    }

    @Test func `a device leaves what runs on it`() {
        let selection = select(SelectionRules(device: "pci:0000:03:00.0"))
        #expect(selection.eligible.map { $0.entry.device?.id } == ["pci:0000:03:00.0"])
        #expect(selection.reason("x264enc")?.text == "it runs on cpu, the configuration asks for pci:0000:03:00.0")
        #expect(select(SelectionRules(device: "cpu")).order == ["x264enc", "openh264enc"])
    }
}
