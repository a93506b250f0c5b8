// SPDX-License-Identifier: Apache-2.0
import Reports

/// The plan for people: a paragraph a pipeline.
struct PlanText {
    private let report: PlanReport

    init(_ report: PlanReport) { self.report = report }

    var text: String {
        let screen = report.screen
        let head = "Screen \(screen.width)x\(screen.height), up to \(screen.rate) frames a second"
        return ([head] + report.pipelines.map(paragraph)).joined(separator: "\n\n")
    }

    private func paragraph(_ pipeline: PlanReport.Pipeline) -> String {
        var lines = ["\(pipeline.id) (\(pipeline.codec.rawValue), \(words(pipeline.selection)))"]
        if let error = pipeline.error {
            lines.append("  error: \(error.text)" + (error.location.map { " [\($0)]" } ?? ""))
            if let hint = error.hint { lines.append("    \(hint)") }
        }
        if !pipeline.candidates.isEmpty { lines.append(table(of: pipeline.candidates)) }
        if !pipeline.description.isEmpty { lines.append("  \(pipeline.description)") }
        return lines.joined(separator: "\n")
    }

    /// With the numbers of the trials where there are any.
    private func table(of candidates: [PlanReport.Candidate]) -> String {
        let isTried = candidates.contains { $0.trial != nil }
        let numbers = isTried ? TrialColumns.header + ["SCORE"] : []
        var table = Table(["  RANK", "ENCODER", "DEVICE", "STATE"] + numbers + ["WHY"])
        for candidate in candidates {
            let cells = isTried ? TrialColumns.cells(of: candidate.trial) + [score(of: candidate)] : []
            table.add(
                ["  \(candidate.rank.map(String.init) ?? "-")", candidate.encoder, candidate.device ?? "-"]
                    + [candidate.state.rawValue] + cells + [candidate.reason.text])
        }
        return table.text
    }

    private func score(of candidate: PlanReport.Candidate) -> String {
        if let score = candidate.score { return DecimalText.fixed(score, decimals: 2) }
        return candidate.trial == nil && candidate.state != .rejected ? "untried" : "-"
    }

    private func words(_ selection: PlanReport.Selection) -> String {
        switch selection {
        case .auto: "chosen by Serval"
        case .pinned: "element named in the configuration"
        case .verbatim: "description of the configuration, as written"
        }
    }
}
