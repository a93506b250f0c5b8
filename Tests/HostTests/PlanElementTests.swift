// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media
import Reports
import Testing
import Workers

@testable import Host

/// What findings make of a plan.
@Suite struct PlanElementTests {
    private let source = SourceText(name: "serval.yaml", text: "one\ntwo\n")

    private func plan(error: PlanReport.PlanError? = nil) -> Plan {
        let pipeline = Plan.Pipeline(
            id: "main", codec: .h264, candidates: [],
            report: PlanReport.Pipeline(
                id: "main", codec: .h264, selection: .pinned, description: "d", chosen: nil, candidates: [],
                error: error), error: error.map { Reason("no-encoder", $0.text) })
        return Plan(
            screen: Screen(resolution: Resolution(width: 2, height: 2), rate: FrameRate(30)), pipelines: [pipeline])
    }

    private func finding(_ severity: Diagnostic.Severity, offset: Int) -> ElementFinding {
        ElementFinding(
            pipeline: "main", code: "no-property",
            diagnostic: Diagnostic(severity, "x has no y", at: TextLocation(in: source, offset: offset), advice: "z"))
    }

    @Test func `the first error is why a pipeline cannot run, and all are told`() {
        var plan = plan()
        plan.add([finding(.warning, offset: 0), finding(.error, offset: 4), finding(.error, offset: 5)])
        let report = plan.report.pipelines[0]
        #expect(report.error?.code == "no-property")
        #expect(report.error?.location == "serval.yaml:2:1")
        #expect(report.findings.map(\.severity) == ["warning", "error", "error"])
        #expect(report.findings.map(\.column) == [1, 1, 2])
        #expect(plan.pipelines[0].diagnostics.count == 3)
    }

    @Test func `what is already said of the same place is not said again`() {
        var plan = plan(error: .init(Reason("no-encoder", "why"), location: "serval.yaml:2:1"))
        plan.add([finding(.error, offset: 4), finding(.error, offset: 5)])
        #expect(plan.report.pipelines[0].error?.text == "why")
        #expect(plan.report.pipelines[0].findings.map(\.column) == [2])
    }

    @Test func `what is about no pipeline is a warning of the plan`() {
        var plan = plan()
        plan.add([ElementFinding(pipeline: nil, code: "unchecked", diagnostic: Diagnostic(.warning, "it crashed"))])
        #expect(plan.report.warnings.map(\.text) == ["it crashed"])
        #expect(plan.report.pipelines[0].error == nil)
    }
}
