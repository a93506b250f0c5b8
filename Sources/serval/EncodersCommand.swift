// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Host
import HostConfig
import Media
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

    func run() async throws {
        let configuration = try global.configuration()
        let survey = try Installation.find(for: configuration).survey
        let report = await survey.catalog(refresh: refresh).report(codec: codec)
        switch format {
        case .json: try Output.json(report)
        case .table: Output.data(EncodersTable(report).text)
        }
    }
}

extension Codec: ExpressibleByArgument {}

/// The report for people: one row an encoder, then each distinct piece of advice once.
struct EncodersTable {
    private let report: EncodersReport

    init(_ report: EncodersReport) { self.report = report }

    var text: String {
        var table = Table("CODEC", "ENCODER", "STATE", "DEVICE", "PROVIDER", "REASON")
        let names = Dictionary(report.providers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for encoder in report.encoders {
            table.add(
                encoder.codec.rawValue, encoder.encoder, encoder.state.rawValue, encoder.device?.id ?? "-",
                names[encoder.provider] ?? encoder.provider, encoder.reason?.text ?? "")
        }
        return ([table.text] + providerLines + hintLines).joined(separator: "\n")
    }

    private var providerLines: [String] {
        let faulty = report.providers.filter { !["ok", "empty"].contains($0.verdict) }
        guard !faulty.isEmpty else { return [] }
        return ["", "Providers that could not be used:"]
            + faulty.map { "  \($0.file): \($0.verdict): \($0.reason?.text ?? "")" }
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
