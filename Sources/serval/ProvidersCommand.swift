// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Host
import Media
import Providers
import Reports

/// `serval providers`: the libraries, and what is held against them.
struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers", abstract: "Lists provider libraries, and gives them another chance.",
        subcommands: [List.self, Retry.self, Forget.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists each library: who made it, what became of asking it, and what is left alone.")

        @OptionGroup var global: GlobalOptions
        @Option(help: "table or json.")
        var format = OutputFormat.table

        func run() async throws {
            let survey = try Installation.find(for: try global.configuration()).survey
            let report = await survey.catalog().providersReport
            switch format {
            case .json: try Output.json(report)
            case .table: Output.data(ProvidersText(report).text)
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forgets what is held against a provider, and asks it again at once.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The provider's id, or its file's name or path.")
        var id: String

        func run() async throws {
            let survey = try Installation.find(for: try global.configuration()).survey
            let files = try forget(id, in: survey)
            var report = await survey.catalog().providersReport
            report.providers.removeAll { !files.contains($0.file) }
            Output.data(ProvidersText(report).text)
            if report.providers.contains(where: { !["ok", "empty"].contains($0.verdict) }) { throw ExitCode(1) }
        }
    }

    struct Forget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forgets all that is known of a provider; it is asked when next there is need.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The provider's id, or its file's name or path.")
        var id: String

        func run() async throws {
            let files = try forget(id, in: try Installation.find(for: try global.configuration()).survey)
            Output.words("forgotten: \(files.joined(separator: ", "))")
        }
    }

    private static func forget(_ id: String, in survey: ProviderSurvey) throws -> [String] {
        let files = survey.forget(id)
        guard files.isEmpty else { return files }
        throw Reason(
            "no-such-provider", "nothing is remembered of a provider \(id)",
            hint: "`serval providers list` shows ids and files")
    }
}

/// The report for people: one row a library, then why.
struct ProvidersText {
    private let report: ProvidersReport

    init(_ report: ProvidersReport) { self.report = report }

    var text: String {
        var table = Table("PROVIDER", "VERSION", "TRUST", "VERDICT", "ENCODERS", "FILE")
        for provider in report.providers {
            table.add(
                provider.id, provider.version, provider.trust.rawValue, provider.verdict, String(provider.offers),
                provider.file)
        }
        return ([table.text] + report.providers.flatMap(lines)).joined(separator: "\n")
    }

    private func lines(_ provider: ProvidersReport.Provider) -> [String] {
        var reasons: [(about: String, reason: ReasonReport)] = []
        if let reason = provider.reason { reasons.append((provider.id, reason)) }
        for quarantine in provider.quarantines {
            if let device = quarantine.device { reasons.append(("\(provider.id) on \(device)", quarantine.reason)) }
        }
        return reasons.flatMap { about, reason in
            ["", "\(about): \(reason.text)"] + (reason.hint.map { ["    \($0)"] } ?? [])
        }
    }
}
