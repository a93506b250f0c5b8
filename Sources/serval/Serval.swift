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
<<<<<<< HEAD
            CheckPluginCommand.self, ConfigCommand.self, EvaluateCommand.self,
=======
            ConfigCommand.self, EvaluateCommand.self, CheckPluginCommand.self,
>>>>>>> 87f4010 (Write the skeleton of a provider, in C, Rust or Swift, with a small lossless encoder that works)
        ])
}
