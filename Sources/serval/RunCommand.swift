// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Host
import HostConfig
import Media
import Reports

/// `serval run`: the host.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Probes, plans and serves: the display is live at the address it prints.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var capture: CaptureOptions
    @Option(help: "HOST:PORT to listen on (default: the configuration's, 127.0.0.1:8080).")
    var bind: String?
    @Flag(help: "Let everyone who reaches the address watch: required to bind beyond this machine.")
    var allowAnyone = false

    func run() async throws {
        var configuration = try global.configuration()
        if let bind { configuration.server.bind = try address(bind) }
        try refuseOpenBind(configuration.server.bind)
        let preparation = try await Preparation.quick(for: configuration, wish: capture.wish())
        if let note = preparation.capture.note { Output.words("note: \(note); showing the demo picture") }
        // A provider that is yet to answer may have what is missing.
        let isComplete = preparation.questions.isEmpty
        if isComplete { for warning in preparation.plan.warnings { Output.words("warning: \(warning)") } }
        Output.diagnostics(of: preparation.plan)
        for pipeline in preparation.plan.report.pipelines {
            Output.words(summary(of: pipeline, isComplete: isComplete))
        }
        let isHopeless = isComplete && preparation.plan.pipelines.allSatisfy(\.candidates.isEmpty)
        guard !isHopeless else {
            throw Reason("no-encoder", "no pipeline can run", hint: "`serval plan` says why for each")
        }
        try await CaptureHost(preparation: preparation, logger: global.logger()).run { url in
            Output.data("Serval is live: open \(url)")
        }
    }

    private func address(_ text: String) throws -> BindAddress {
        do {
            return try BindAddress(text)
        } catch {
            throw ValidationError("--bind: \(error)")
        }
    }

    private func refuseOpenBind(_ bind: BindAddress) throws {
        guard !allowAnyone, CaptureHost.isReachableFromOutside(bind) else { return }
        throw Reason(
            "open-bind",
            "\(bind) can be reached from other machines, and Serval has no tokens yet to tell viewers apart",
            hint: "bind 127.0.0.1 behind a proxy that authenticates, or say --allow-anyone")
    }

    private func summary(of pipeline: PlanReport.Pipeline, isComplete: Bool) -> String {
        if let error = pipeline.error {
            return isComplete
                ? "\(pipeline.id): cannot run: \(error.text)"
                : "\(pipeline.id): waits for what the other providers answer"
        }
        guard let chosen = pipeline.chosen else { return "\(pipeline.id): \(pipeline.codec.rawValue), as configured" }
        let reason = pipeline.candidates.first { $0.state == .chosen }?.reason.text ?? ""
        return "\(pipeline.id): \(pipeline.codec.rawValue) by \(chosen.encoder): \(reason)"
    }
}
