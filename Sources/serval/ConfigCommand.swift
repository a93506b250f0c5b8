// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Diagnostics
import HostConfig
import Media
import Reports

/// `serval config`: what the configuration says, and whether it can.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Checks a configuration, or shows what is in effect.",
        subcommands: [ConfigCheckCommand.self, ConfigShowCommand.self, ConfigSchemaCommand.self])
}

/// `serval config check`: all faults of a file, the environment left aside.
struct ConfigCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Shows every fault of a configuration file, each at its place.")

    @Option(help: "The display that expressions are evaluated for: WIDTHxHEIGHT@RATE (default: 1280x720@30).")
    var screen: ScreenArgument?
    @Option(help: "table or json.")
    var format = OutputFormat.table
    @Argument(help: "The file.")
    var file: String

    func run() throws {
        let diagnostics = findings()
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

    private func findings() -> [Diagnostic] {
        let screen = screen?.screen ?? Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))
        do throws(ConfigurationError) {
            let loaded = try ConfigurationLoader.load(path: file)
            return loaded.diagnostics + Self.faults(of: loaded.configuration.video.pipelines, for: screen)
        } catch {
            return error.diagnostics
        }
    }

    private static func faults(of pipelines: [VideoPipelineConfiguration], for screen: Screen) -> [Diagnostic] {
        pipelines.flatMap { pipeline in
            do throws(ConfigurationError) {
                _ = try pipeline.evaluated(for: screen)
                return [Diagnostic]()
            } catch {
                return error.diagnostics
            }
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
        let report = ConfigurationReport(loaded)
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
