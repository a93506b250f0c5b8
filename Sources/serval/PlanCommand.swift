// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Host
import HostConfig
import Media
import Reports

/// `serval plan`: what `run` would do, and why.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "For each pipeline: the candidates in order, the choice, and why.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var capture: CaptureOptions
    @Option(help: "Plan for a screen that need not exist: WIDTHxHEIGHT@RATE.")
    var screen: ScreenArgument?
    @Option(help: "table or json.")
    var format = OutputFormat.table
    @Argument(help: "Pipeline ids (default: all that are offered).")
    var ids: [String] = []

    func run() async throws {
        let configuration = try global.configuration()
        let preparation = try await Preparation.make(
            for: configuration, wish: capture.wish(screen: screen?.screen))
        if let note = preparation.capture.note { Output.words("note: \(note); planning for the demo picture") }
        var report = preparation.plan.report
        for id in ids where !report.pipelines.contains(where: { $0.id == id }) {
            let known = report.pipelines.map(\.id).joined(separator: ", ")
            throw Reason("no-such-pipeline", "there is no pipeline \(id)", hint: "the pipelines are \(known)")
        }
        if !ids.isEmpty { report.pipelines.removeAll { !ids.contains($0.id) } }
        switch format {
        case .json: try Output.json(report)
        case .table: Output.data(PlanText(report).text)
        }
        if report.pipelines.contains(where: { $0.error != nil }) { throw ExitCode(1) }
    }
}

/// The report for people: a paragraph a pipeline.
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
        if !pipeline.candidates.isEmpty {
            var table = Table("  RANK", "ENCODER", "DEVICE", "STATE", "WHY")
            for candidate in pipeline.candidates {
                table.add(
                    "  \(candidate.rank.map(String.init) ?? "-")", candidate.encoder, candidate.device ?? "-",
                    candidate.state.rawValue, candidate.reason.text)
            }
            lines.append(table.text)
        }
        if !pipeline.description.isEmpty { lines.append("  \(pipeline.description)") }
        return lines.joined(separator: "\n")
    }

    private func words(_ selection: PlanReport.Selection) -> String {
        switch selection {
        case .auto: "chosen by Serval"
        case .pinned: "element named in the configuration"
        case .verbatim: "description of the configuration, as written"
        }
    }
}
