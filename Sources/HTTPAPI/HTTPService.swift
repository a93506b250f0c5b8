// SPDX-License-Identifier: Apache-2.0
import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import Media
import NIOCore
import ServiceLifecycle

/// The HTTP API and the page, as a service: listens until it is shut down.
///
/// It holds no state of its own; everything is asked of `HostOperations`. It does not authenticate: the
/// caller decides which address may be bound.
public struct HTTPService: Service, CustomStringConvertible {
    /// Limits and intervals; the defaults suit one host with tens of viewers.
    public struct Limits: Sendable {
        /// More connections wait in the kernel's backlog.
        public var connections: Int
        /// A connection that is silent this long between or within requests is closed.
        public var idle: Duration
        /// How long answers in progress may take once shutdown began.
        public var shutdown: Duration
        /// How often `/api/events` sends a comment when nothing happens.
        public var eventKeepAlive: Duration

        /// - Parameters: see the properties of the same names.
        public init(
            connections: Int = 512, idle: Duration = .seconds(60), shutdown: Duration = .milliseconds(500),
            eventKeepAlive: Duration = .seconds(15)
        ) {
            self.connections = connections
            self.idle = idle
            self.shutdown = shutdown
            self.eventKeepAlive = eventKeepAlive
        }
    }

    private let address: ListenAddress
    private let operations: any HostOperations
    private let limits: Limits
    private let logger: Logger
    private let onListening: @Sendable (ListenAddress) -> Void

    /// - Parameter onListening: called once, when requests are accepted, with the port that was bound.
    public init(
        address: ListenAddress, operations: any HostOperations, limits: Limits = Limits(), logger: Logger,
        onListening: @escaping @Sendable (ListenAddress) -> Void = { _ in }
    ) {
        self.address = address
        self.operations = operations
        self.limits = limits
        self.logger = logger
        self.onListening = onListening
    }

    /// The service in the log of its group.
    public var description: String { "HTTPService(\(address))" }

    /// Serves until graceful shutdown or cancellation; then ends within `limits.shutdown`, event streams
    /// included.
    /// - Throws: `Reason` with code `cannot-listen` when the address cannot be bound.
    public func run() async throws {
        let application = application()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await application.run()
                } catch let error as IOError {
                    throw cannotListen(String(cString: strerror(error.errnoCode)))
                } catch is SocketAddressError {
                    throw cannotListen("the name cannot be resolved")
                }
            }
            group.addTask {
                try? await gracefulShutdown()
                try? await Task.sleep(for: limits.shutdown)
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func application() -> some ApplicationProtocol {
        Application(
            router: router(),
            server: .http1(configuration: .init(idleTimeout: TimeAmount(limits.idle))),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
            onServerRunning: { channel in
                onListening(
                    ListenAddress(host: address.host, port: channel.localAddress?.port ?? address.port))
            },
            logger: logger)
    }

    private func router() -> Router<BasicRequestContext> {
        var table = RouteTable(middlewares: [
            ProtectiveHeaders(), ProblemMiddleware(), HostGate(address: address),
        ])
        PageRoutes.add(to: &table)
        HealthRoutes.add(to: &table, operations: operations)
        ReportRoutes.add(to: &table, operations: operations)
        EventRoutes.add(to: &table, operations: operations, keepAlive: limits.eventKeepAlive)
        WHEPRoutes.add(to: &table, operations: operations)
        return table.finished()
    }

    private func cannotListen(_ cause: String) -> Reason {
        Reason(
            "cannot-listen", "Cannot listen on \(address): \(cause).",
            hint: "Choose another address with --bind HOST:PORT; port 0 takes any free one.")
    }
}
