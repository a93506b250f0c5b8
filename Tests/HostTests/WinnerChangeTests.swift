// SPDX-License-Identifier: Apache-2.0
import Media
import Reports
import Testing

@testable import Host

@Suite struct WinnerChangeTests {
    private let screen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))
    private let hardware = PlanReport.Choice(provider: "v", encoder: "vah264enc", device: "pci:0000:00:02.0")
    private let software = PlanReport.Choice(provider: "s", encoder: "x264enc", device: "cpu")

    private func candidate(
        _ choice: PlanReport.Choice, _ state: PlanReport.CandidateState, _ text: String, device: String?? = nil
    ) -> PlanReport.Candidate {
        PlanReport.Candidate(
            rank: state == .rejected ? nil : 1, provider: choice.provider, encoder: choice.encoder,
            device: device ?? choice.device, state: state, score: nil, reason: Reason("code", text))
    }

    private func plan(
        _ chosen: PlanReport.Choice?, _ candidates: [PlanReport.Candidate] = [], id: String = "main",
        _ selection: PlanReport.Selection = .auto, error: Reason? = nil
    ) -> PlanReport {
        PlanReport(
            screen: screen,
            pipelines: [
                .init(
                    id: id, codec: .h264, selection: selection, description: "", chosen: chosen,
                    candidates: candidates, error: error.map { .init($0, location: nil) })
            ])
    }

    private func change(from old: PlanReport, to new: PlanReport) -> WinnerChange? {
        WinnerChange.between(old, and: new).first
    }

    @Test func `the same winner, or another pipeline, is no change`() {
        #expect(WinnerChange.between(plan(hardware), and: plan(hardware)).isEmpty)
        #expect(WinnerChange.between(plan(nil), and: plan(nil)).isEmpty)
        #expect(WinnerChange.between(plan(hardware), and: plan(software, id: "other")).isEmpty)
    }

    @Test func `a winner that is out says why it is out`() throws {
        let new = plan(
            software,
            [
                candidate(software, .chosen, "the only one"),
                candidate(hardware, .rejected, "its trial failed: no frame"),
            ])
        let out = try #require(change(from: plan(hardware), to: new))
        #expect(
            out.event
                == HostEvent(
                    kind: "selection", subject: "main",
                    text:
                        "x264enc on cpu in place of vah264enc on pci:0000:00:02.0: vah264enc: its trial failed: no frame"
                ))
        let back = try #require(change(from: new, to: plan(hardware, [candidate(hardware, .chosen, "hardware")])))
        #expect(back.old == software)
        #expect(back.new == hardware)
    }

    @Test func `a winner whose device is gone says what the provider says without one`() {
        let new = plan(
            software,
            [
                candidate(software, .chosen, "the only one"),
                candidate(hardware, .rejected, "there is no /dev/dri", device: .some(nil)),
            ])
        #expect(change(from: plan(hardware), to: new)?.why == "vah264enc: there is no /dev/dri")
        let without = plan(software, [candidate(software, .chosen, "the only one")])
        #expect(change(from: plan(hardware), to: without)?.why == "vah264enc: it is not there any more")
    }

    @Test func `a winner that was overtaken gives the new one's reason`() {
        let new = plan(
            software,
            [candidate(software, .chosen, "0.83 against 0.55 of vah264enc"), candidate(hardware, .eligible, "later")])
        #expect(change(from: plan(hardware), to: new)?.why == "0.83 against 0.55 of vah264enc")
    }

    @Test func `from nothing and to nothing`() {
        let some = plan(software, [candidate(software, .chosen, "the only one")])
        #expect(change(from: plan(nil), to: some)?.text == "x264enc on cpu in place of nothing: the only one")
        let none = plan(nil, error: Reason("no-encoder", "no h264 encoder works here"))
        #expect(
            change(from: some, to: none)?.text == "nothing in place of x264enc on cpu: no h264 encoder works here")
        #expect(
            change(from: some, to: plan(nil, [], .verbatim))?.why == "the configuration brings the whole description")
    }
}
