// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The process that does what touches drivers, providers or media: one role, for one host, then it ends.
@main
struct ServalWorker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serval-worker",
        abstract: "Does one task for serval, which starts it. Not for use by hand: run serval.",
        subcommands: [
            ProbeCommand.self, EncodeCommand.self, PeersCommand.self, MuxCommand.self, ScreenCommand.self,
            TrialCommand.self, CheckCommand.self, ValidateCommand.self,
        ])
}
