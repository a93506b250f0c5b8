// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Roles

/// The role that asks a provider library what it offers.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe", abstract: "Probes a provider library.", shouldDisplay: false)

    @Argument(help: "The provider library.")
    var library: String

    func run() throws {
        let channel = try HostDescriptor.openChannel()
        // No exit handlers: those of foreign libraries are known to hang or crash.
        _exit(ProbeRole.run(library: library, channel: channel))
    }
}
