// SPDX-License-Identifier: Apache-2.0
import HTTPAPI
import HostConfig
import Logging
import Media
import Processes
import ServiceLifecycle
import WorkerProtocol
import Workers

/// The one place where the host's services are assembled.
public struct CaptureHost: Sendable {
    private let preparation: Preparation
    private let logger: Logger

    public init(preparation: Preparation, logger: Logger) {
        self.preparation = preparation
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Parameter onListening: called once with the address to open, when requests are accepted.
    /// - Throws: `Reason` with code `cannot-listen`, or what ended a service.
    public func run(onListening: @escaping @Sendable (_ url: String) -> Void) async throws {
        let events = EventBoard()
        let worker = preparation.installation.worker
        let (uses, use) = AsyncStream.makeStream(of: EncoderUse.self, bufferingPolicy: .bufferingNewest(256))
        let streams = preparation.plan.pipelines.map { pipeline in
            VideoStream(
                id: pipeline.id, codec: pipeline.codec, candidates: pipeline.candidates, worker: worker,
                logger: logger, onEvent: { events.post($0) }, onUse: { use.yield($0) })
        }
        let bind = preparation.configuration.server.bind
        let peers = PeersService(
            worker: worker,
            configuration: PeersConfiguration(addresses: Self.candidateAddresses(for: bind)), logger: logger)
        let plans = PlanService(preparation, streams: streams, uses: uses, events: events, logger: logger)
        let host = RunningHost(
            plans: plans,
            streamsByID: Dictionary(uniqueKeysWithValues: streams.map { ($0.id, $0) }), peers: peers, events: events)
        let http = HTTPService(
            address: ListenAddress(host: bind.host, port: bind.port), operations: host, logger: logger,
            onListening: { onListening($0.url) })
        let services: [any Service] = [peers] + streams + [plans, http]
        try await ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }

    /// Whether other machines can reach this address.
    public static func isReachableFromOutside(_ bind: BindAddress) -> Bool {
        !ListenAddress(host: bind.host, port: bind.port).isLoopback
    }

    /// A host that only this machine may reach offers only this machine's own address to its viewers.
    static func candidateAddresses(for bind: BindAddress) -> [String] {
        switch bind.host {
        case "localhost", "127.0.0.1": ["127.0.0.1"]
        case "::1": ["::1"]
        case let host where host.hasPrefix("127."): [host]
        default: []
        }
    }
}
