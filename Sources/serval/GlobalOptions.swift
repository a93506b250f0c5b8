// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import HostConfig
import Logging
import Providers

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: "Configuration file (default: serval.yaml, then /etc/serval/serval.yaml; none is fine).")
    var config: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: LogLevel = .notice

    @Flag(name: .long, help: "No colour, even on a terminal.")
    var noColor = false

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "A key of the configuration, such as capture.video.codec=h264; --capture.video.codec h264 says the same.",
            valueName: "key=value"))
    var settings: [ConfigurationFlag] = []

    /// The configuration of file, environment and flags; warnings go to standard error.
    func configuration() throws(ConfigurationError) -> Configuration {
        let loaded = try loadedConfiguration()
        for diagnostic in loaded.diagnostics { Output.words("\(diagnostic)") }
        for fault in ProviderPathVariable.current().faults { Output.words("warning: \(fault)") }
        return loaded.configuration
    }

    /// The same with where each value comes from, and nothing said.
    func loadedConfiguration() throws(ConfigurationError) -> LoadedConfiguration {
        try ConfigurationLoader.load(path: config, environment: Environment.variables, flags: settings)
    }

    /// Everything logged goes to standard error: standard output is for data.
    func logger() -> Logger {
        var logger = Logger(label: "serval", factory: { VisibleLogHandler(StreamLogHandler.standardError(label: $0)) })
        logger.logLevel = logLevel.level
        return logger
    }
}

/// A level of the log by its name.
struct LogLevel: ExpressibleByArgument {
    static let notice = LogLevel(level: .notice)
    var level: Logger.Level

    init(level: Logger.Level) { self.level = level }

    init?(argument: String) {
        guard let level = Logger.Level(rawValue: argument) else { return nil }
        self.level = level
    }

    var defaultValueDescription: String { level.rawValue }
}

extension ConfigurationFlag: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
