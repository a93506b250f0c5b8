// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Conformance
import Glibc
import Host
import Media
import Reports
import Skeletons

/// `serval check-plugin`: how a provider library does against every rule that its users rely on.
struct CheckPluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-plugin", abstract: "Checks a provider library, each check in a process of its own.",
        discussion: """
            Ends with 0 when nothing that must hold is broken, with 1 otherwise. With --new it writes a provider to \
            begin with instead, which passes.
            """)

    @Option(help: ArgumentHelp("Only the checks of these names; * and ? stand for any characters.", valueName: "glob"))
    var only: String?
    @Flag(help: "Name the checks, and run none.")
    var list = false
    @Flag(help: "Show the checks that pass, too.")
    var verbose = false
    @Option(help: ArgumentHelp("How long a check may take; then it hangs.", valueName: "seconds"))
    var deadline = 45
    @Option(help: "table or json.")
    var format = OutputFormat.table
    @OptionGroup var new: NewPluginOptions
    @Argument(help: "The library; with --new, the folder.")
    var file: String?

    func validate() throws {
        guard (1...3600).contains(deadline) else { throw ValidationError("--deadline takes 1 to 3600 seconds.") }
        guard new.language == nil || (only == nil && !list) else {
            throw ValidationError("--new writes a provider and checks none: --only and --list do not go with it.")
        }
    }

    func run() async throws {
        if let language = new.language {
            guard let file else { throw ValidationError("Say which folder to write the provider into.") }
            return try NewPlugin(language, serval: new.serval).write(into: file)
        }
        let checks = try chosen()
        if list { return Output.data(ConformanceText.catalogue(checks)) }
        guard let file else { throw ValidationError("Say which file to check.") }
        guard let path = realpath(file, nil) else {
            throw ValidationError("\(file): \(String(cString: strerror(errno)))")
        }
        defer { free(path) }
        var run = try Installation.conformanceRun()
        run.deadlineMilliseconds = deadline * 1000
        let line = ProgressLine()
        let outcome = await run.run(String(cString: path), checks) { done, of, next in
            line.show("[\(done + 1)/\(of)] \(next)")
        }
        line.clear()
        let report = ConformanceReport(file: String(cString: path), outcome)
        switch format {
        case .json: try Output.json(report)
        case .table: Output.data(ConformanceText(report, isVerbose: verbose).text)
        }
        if report.result == .fail { throw ExitCode(1) }
    }

    private func chosen() throws -> [ConformanceCheck] {
        guard let only else { return ConformanceCheck.all }
        let checks = ConformanceCheck.matching(only)
        guard !checks.isEmpty else {
            throw ValidationError("No check has a name like \(only); `serval check-plugin --list` names them all.")
        }
        return checks
    }
}

extension ConformanceReport {
    init(file: String, _ outcome: ConformanceOutcome) {
        let outcomes = outcome.checks
        let isBroken = outcomes.contains { $0.result.isFailure && $0.check.level == .must }
        let isQuestionable = outcomes.contains { $0.result != .pass && $0.result != .skip }
        self.init(
            file: file, provider: outcome.provider, result: isBroken ? .fail : isQuestionable ? .warn : .pass,
            checks: outcomes.map { outcome in
                Check(
                    name: outcome.check.name, level: outcome.check.level.rawValue, result: outcome.result.rawValue,
                    text: outcome.text, summary: outcome.check.summary,
                    durationMilliseconds: outcome.durationMilliseconds)
            })
    }
}

/// The report for people: what does not pass, then the sum.
struct ConformanceText {
    private let report: ConformanceReport
    private let isVerbose: Bool

    init(_ report: ConformanceReport, isVerbose: Bool) {
        self.report = report
        self.isVerbose = isVerbose
    }

    var text: String {
        let shown = report.checks.filter { isVerbose || !["pass", "skip"].contains($0.result) }
        var table = Table("RESULT", "LEVEL", "CHECK", "FOUND")
        for check in shown { table.add(check.result, check.level, check.name, check.text) }
        let counts = Dictionary(grouping: report.checks, by: \.result).mapValues(\.count)
        let words = ["pass", "warn", "fail", "crash", "timeout", "skip"].compactMap { result in
            counts[result].map { "\($0) \(result)" }
        }
        let sum = "\(report.file): \(report.result.rawValue) (\(words.joined(separator: ", ")))"
        return shown.isEmpty ? sum : "\(table.text)\n\n\(sum)"
    }

    static func catalogue(_ checks: [ConformanceCheck]) -> String {
        var table = Table("CHECK", "LEVEL", "HOLDS WHEN")
        for check in checks { table.add(check.name, check.level.rawValue, check.summary) }
        return table.text
    }
}
