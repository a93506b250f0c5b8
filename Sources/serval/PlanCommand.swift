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
    @Flag(help: "Print the description that neko makes of each pipeline, to compare.")
    var neko = false
    @Argument(help: "Pipeline ids (default: all that are offered).")
    var ids: [String] = []

    func run() async throws {
        let configuration = try global.configuration()
        var preparation = try await Preparation.make(
            for: configuration, wish: capture.wish(screen: screen?.screen))
        let line = ProgressLine()
        await preparation.completeTrials { line.show($0.text) }
        line.clear()
        if let note = preparation.capture.note { Output.words("note: \(note); planning for the demo picture") }
        if !neko { await preparation.checkElements(of: ids) }
        Output.diagnostics(of: preparation.plan)
        var report = preparation.plan.report
        for id in ids where !report.pipelines.contains(where: { $0.id == id }) {
            let known = report.pipelines.map(\.id).joined(separator: ", ")
            throw Reason("no-such-pipeline", "there is no pipeline \(id)", hint: "the pipelines are \(known)")
        }
        if !ids.isEmpty { report.pipelines.removeAll { !ids.contains($0.id) } }
        if neko { return try printNeko(preparation) }
        for warning in report.warnings { Output.words("warning: \(warning)") }
        switch format {
        case .json: try Output.json(report)
        case .table: Output.data(PlanText(report).text)
        }
        if report.pipelines.contains(where: { $0.error != nil }) { throw ExitCode(1) }
    }
}

extension PlanCommand {
    /// Ids without a description, being those that neko fails on, are errors.
    private func printNeko(_ preparation: Preparation) throws {
        let offered = preparation.configuration.video.offeredPipelines
        var hasFailed = false
        for pipeline in offered where ids.isEmpty || ids.contains(pipeline.id) {
            do {
                let text = try NekoDescription.text(
                    of: pipeline, display: preparation.capture.displayName, screen: preparation.capture.screen)
                Output.data("\(pipeline.id): \(text)")
            } catch {
                Output.words("\(pipeline.id): \(error)")
                hasFailed = true
            }
        }
        if hasFailed { throw ExitCode(1) }
    }
}
