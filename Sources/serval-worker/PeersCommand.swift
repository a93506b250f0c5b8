// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Roles

/// The role that serves viewers over WebRTC.
struct PeersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peers", abstract: "Serves viewers.", shouldDisplay: false)

    func run() throws {
        let channel = try HostDescriptor.openChannel()
        // No exit handlers: those of foreign libraries are known to hang or crash.
        _exit(PeersRole.run(channel: channel))
    }
}
