// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Roles

/// The role that tries an encoder.
struct TrialCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trial", abstract: "Tries an encoder.", shouldDisplay: false)

    func run() throws {
        let channel = try HostDescriptor.openChannel()
        // No exit handlers: those of foreign libraries are known to hang or crash.
        _exit(TrialRole.run(channel: channel))
    }
}
