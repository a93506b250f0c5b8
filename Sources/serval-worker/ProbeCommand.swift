// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Media
import Roles

/// The role that asks a provider library what it offers.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe", abstract: "Probes a provider library.", shouldDisplay: false)

    @Argument(help: "The provider library.")
    var library: String
    @Option(help: "How far to go: inventory, enumerate or smoke.")
    var depth = ProbeRequest.Depth.enumerate
    @Option(help: "The only device to touch.")
    var device: String?
    @Option(help: "What the file must be to be loaded, as the host found it.")
    var identity: FileIdentity?

    func run() throws {
        let channel = try HostDescriptor.openChannel()
        // No exit handlers: those of foreign libraries are known to hang or crash.
        let request = ProbeRequest(depth: depth, devices: device.map { [$0] } ?? [])
        _exit(ProbeRole.run(library: library, identity: identity, request: request, channel: channel))
    }
}

extension ProbeRequest.Depth: ExpressibleByArgument {}

extension FileIdentity: ExpressibleByArgument {}
