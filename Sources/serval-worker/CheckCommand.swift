// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ConformanceChecks
import Glibc
import Roles

/// The role that holds a provider library against one check.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks a provider library.", shouldDisplay: false)

    @Argument(help: "The provider library.")
    var library: String
    @Argument(help: "The check.")
    var name: String

    func run() throws {
        let channel = try HostDescriptor.openChannel()
        // No exit handlers: those of foreign libraries are known to hang or crash. One check is about them.
        _exit(CheckRole.run(library: library, check: name, channel: channel))
    }
}
