// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Roles

/// The role that asks X what there is to capture.
struct ScreenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screen", abstract: "Asks a display for its size.", shouldDisplay: false)

    @Option(help: "The display, such as :0.")
    var display: String

    func run() throws {
        let channel = try HostDescriptor.openChannel()
        // No exit handlers: those of foreign libraries are known to hang or crash.
        _exit(ScreenRole.run(display: display, channel: channel))
    }
}
