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
        let numbers = isTried ? TrialCells.header : []
        var table = Table(["  RANK", "ENCODER", "DEVICE", "STATE"] + numbers + ["WHY"])
        for candidate in candidates {
            let cells = isTried ? TrialCells.cells(of: candidate) : []
            table.add(
                ["  \(candidate.rank.map(String.init) ?? "-")", candidate.encoder, candidate.device ?? "-"]
                    + [candidate.state.rawValue] + cells + [candidate.reason.text])
        }
        return table.text
    }

    private func words(_ selection: PlanReport.Selection) -> String {
        switch selection {
        case .auto: "chosen by Serval"
        case .pinned: "element named in the configuration"
        case .verbatim: "description of the configuration, as written"
        }
    }
}

/// What a trial measured, in the columns of a table.
private enum TrialCells {
    static let header = ["MAX FPS", "P99 MS", "CPU MS", "ERR %", "STEP %", "KEY", "DB", "SCORE"]

    static func cells(of candidate: PlanReport.Candidate) -> [String] {
        guard let trial = candidate.trial else {
            let mark = candidate.state == .rejected ? "-" : "untried"
            return [String](repeating: "-", count: header.count - 1) + [mark]
        }
        return [
            DecimalText.short(trial.fps), DecimalText.short(trial.latency_ms.p99),
            DecimalText.short(trial.cpu_ms_per_frame), trial.bitrate_error_percent.map(signed) ?? "-",
            trial.bitrate_step_error_percent.map(signed) ?? "-", trial.keyframe_delay_frames.map(String.init) ?? "none",
            trial.psnr_db.map { DecimalText.fixed($0, decimals: 1) } ?? "-",
            candidate.score.map { DecimalText.fixed($0, decimals: 2) } ?? "-",
        ]
    }

    private static func signed(_ percent: Double) -> String {
        let text = DecimalText.fixed(percent, decimals: 0)
        return percent > 0 && text != "0" ? "+" + text : text
    }
}
