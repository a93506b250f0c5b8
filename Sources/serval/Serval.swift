// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The tree of commands.
struct Serval: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serval",
        abstract: "Delivers a display live to browsers, with the best encoder that this machine really has.",
        version: "0.1.0",
        subcommands: [
            RunCommand.self, EncodersCommand.self, PlanCommand.self, RecordCommand.self, ProvidersCommand.self,
            CheckPluginCommand.self, ConfigCommand.self, EvaluateCommand.self,
        ])
}
