// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Host
import HostConfig
import Media
import Providers
import Reports

/// `serval encoders`: what works, what does not, why, and what to install.
struct EncodersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encoders", abstract: "Lists every encoder of every provider: state, device, reason, hint.")

    @OptionGroup var global: GlobalOptions
    @Option(help: "Only encoders of this codec: \(Codec.allCases.map(\.rawValue).joined(separator: ", ")).")
    var codec: Codec?
    @Flag(help: "Ask every provider again, whatever is remembered.")
    var refresh = false
    @Option(help: "table or json.")
    var format = OutputFormat.table

    @Flag(help: "Try each encoder with a real encode, and show what was measured.")
    var trial = false
    @Option(help: "The size and rate to try at: WIDTHxHEIGHT@RATE (default: 1280x720@30).")
    var screen: ScreenArgument?

    func validate() throws {
        if screen != nil, !trial { throw ValidationError("--screen says what --trial tries at.") }
    }

    func run() async throws {
        let installation = try Installation.find(for: try global.configuration())
        let catalog = await installation.survey.catalog(refresh: refresh)
        let report = catalog.report(codec: codec, trials: trial ? await trials(of: catalog, installation) : [:])
        switch format {
        case .json: try Output.json(report)
        case .table: Output.data(EncodersTable(report).text)
        }
    }

    private func trials(of catalog: Catalog, _ installation: Installation) async -> [CandidateKey: TrialOutcome] {
        let usual = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))
        let line = ProgressLine()
        defer { line.clear() }
        return await EncoderTrials(screen: screen?.screen ?? usual, installation: installation)
            .run(catalog, codec: codec, refresh: refresh) { line.show($0.text) }
    }
}

extension Codec: ExpressibleByArgument {}

/// The report for people: one row an encoder, then each distinct piece of advice once.
struct EncodersTable {
    private let report: EncodersReport

    init(_ report: EncodersReport) { self.report = report }

    var text: String {
        let isTried = report.encoders.contains { $0.trial != nil }
        var table = Table(
            ["CODEC", "ENCODER", "STATE", "DEVICE", "PROVIDER"] + (isTried ? TrialColumns.header : []) + ["REASON"])
        let names = Dictionary(report.providers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for encoder in report.encoders {
            table.add(
                [
                    encoder.codec.rawValue, encoder.encoder, encoder.state.rawValue, encoder.device?.id ?? "-",
                    names[encoder.provider] ?? encoder.provider,
                ] + (isTried ? TrialColumns.cells(of: encoder.trial) : []) + [encoder.reason?.text ?? ""])
        }
        return ([table.text] + providerLines + differenceLines + hintLines).joined(separator: "\n")
    }

    private var providerLines: [String] {
        let faulty = report.providers.filter { !["ok", "empty"].contains($0.verdict) }
        guard !faulty.isEmpty else { return [] }
        return ["", "Providers that could not be used:"]
            + faulty.flatMap { provider in
                ["  \(provider.file): \(provider.verdict): \(provider.reason?.text ?? "")"]
                    + (provider.reason?.hint.map { ["      \($0)"] } ?? [])
            }
    }

    /// What an element here does not have, or does otherwise than asked.
    private var differenceLines: [String] {
        let lines = report.encoders.flatMap { encoder -> [String] in
            let missing = encoder.left_out.map { "  \($0): the installed element does not have it" }
            let others = encoder.trial?.deviations.map { deviation in
                "  \(deviation.property): \(deviation.asked) was asked, "
                    + (deviation.got.map { "it is \($0)" } ?? "the installed element does not have it")
            }
            return missing + (others ?? [])
        }
        var seen: Set<String> = []
        let distinct = lines.filter { seen.insert($0).inserted }
        return distinct.isEmpty ? [] : ["", "Properties that are not as the recipe asks:"] + distinct
    }

    private var hintLines: [String] {
        var hints: [(hint: String, encoders: [String])] = []
        for encoder in report.encoders {
            guard let hint = encoder.reason?.hint else { continue }
            if let place = hints.firstIndex(where: { $0.hint == hint }) {
                hints[place].encoders.append(encoder.encoder)
            } else {
                hints.append((hint, [encoder.encoder]))
            }
        }
        guard !hints.isEmpty else { return [] }
        return ["", "What to do:"] + hints.map { "  \($0.hint)\n      for \($0.encoders.joined(separator: ", "))" }
    }
}
