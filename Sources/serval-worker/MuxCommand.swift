// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Roles

/// The role that writes packets to a file.
struct MuxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mux", abstract: "Writes a file.", shouldDisplay: false)

    func run() throws {
        let channel = try HostDescriptor.openChannel()
        // No exit handlers: those of foreign libraries are known to hang or crash.
        _exit(MuxRole.run(channel: channel))
    }
}
