// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Diagnostics
import Host
import HostConfig
import Media
import Reports

/// `serval config`: what the configuration says, and whether it can.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Checks a configuration, or shows what is in effect.",
        subcommands: [ConfigCheckCommand.self, ConfigShowCommand.self, ConfigSchemaCommand.self])
}

/// `serval config check`: all faults of a file, the environment left aside.
struct ConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Shows every fault of a configuration file, each at its place.")

    @Option(help: "The display that expressions are evaluated for: WIDTHxHEIGHT@RATE (default: 1280x720@30).")
    var screen: ScreenArgument?
    @Flag(help: "Also hold elements, properties and descriptions against the GStreamer that is installed here.")
    var elements = false
    @Option(help: "table or json.")
    var format = OutputFormat.table
    @Argument(help: "The file.")
    var file: String

    func run() async throws {
        let diagnostics = await findings()
        let isSound = !diagnostics.contains { $0.severity == .error }
        switch format {
        case .json:
            try Output.json(
                CheckReport(
                    file: file, result: isSound ? .ok : .error, diagnostics: diagnostics.map(CheckReport.Finding.init)))
        case .table:
            for diagnostic in diagnostics { Output.words("\(diagnostic)") }
            if isSound { Output.data("\(file): no faults") }
        }
        if !isSound { throw ExitCode(2) }
    }

    private func findings() async -> [Diagnostic] {
        let screen = screen?.screen ?? Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))
        do throws(ConfigurationError) {
            let loaded = try ConfigurationLoader.load(path: file)
            let (evaluated, faults) = Self.evaluate(loaded.configuration.video.pipelines, for: screen)
            var diagnostics = loaded.diagnostics + faults
            if elements { diagnostics += await Self.check(evaluated, of: loaded.configuration, for: screen) }
            return diagnostics
        } catch {
            return error.diagnostics
        }
    }

    private static func evaluate(
        _ pipelines: [VideoPipelineConfiguration], for screen: Screen
    ) -> (evaluated: [EvaluatedPipeline], faults: [Diagnostic]) {
        pipelines.reduce(into: ([], [])) { result, pipeline in
            do throws(ConfigurationError) {
                result.0.append(try pipeline.evaluated(for: screen))
            } catch {
                result.1 += error.diagnostics
            }
        }
    }

    /// Without a worker nothing can be said of elements, and the rest holds.
    private static func check(
        _ pipelines: [EvaluatedPipeline], of configuration: Configuration, for screen: Screen
    ) async -> [Diagnostic] {
        do throws(Reason) {
            let check = ElementCheck(worker: try Installation.find(for: configuration).worker)
            let display = configuration.video.display ?? ":0"
            var seen: Set<Diagnostic> = []
            // A base that several pipelines share is one place.
            return await check.findings(
                in: pipelines, sections: configuration.sectionDescriptions, display: display, screen: screen
            ).map(\.diagnostic)
                .filter { seen.insert($0).inserted }
        } catch {
            return [Diagnostic(.warning, "the elements could not be checked: \(error.text)", advice: error.hint)]
        }
    }
}

/// `serval config show`: what is in effect.
struct ConfigShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows every value in effect, and where it comes from.")

    @OptionGroup var global: GlobalOptions
    @Option(help: "table or json.")
    var format = OutputFormat.table

    func run() throws {
        let loaded = try global.loadedConfiguration()
        for diagnostic in loaded.diagnostics { Output.words("\(diagnostic)") }
        let report = ConfigurationReport(loaded, display: Environment.variables["DISPLAY"])
        switch format {
        case .json: try Output.json(report)
        case .table:
            var table = Table("KEY", "VALUE", "FROM")
            for entry in report.values { table.add(entry.key, entry.value.line, entry.origin.place) }
            Output.data(table.text)
        }
    }
}

/// `serval config schema`: for editors.
struct ConfigSchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Prints the JSON Schema of configuration files, for editors.")

    func run() throws { try Output.json(ConfigurationSchema.document) }
}
