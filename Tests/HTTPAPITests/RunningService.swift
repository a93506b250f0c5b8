// SPDX-License-Identifier: Apache-2.0
import HTTPAPI
import Logging
import ServiceLifecycle

/// A service that listens on a free port of 127.0.0.1 for the length of a scope.
struct RunningService {
    let client: LoopbackClient
    let group: ServiceGroup

    static func with(
        _ host: FakeHost = FakeHost(), limits: HTTPService.Limits = HTTPService.Limits(),
        body: (RunningService) async throws -> Void
    ) async throws {
        let (addresses, feed) = AsyncStream.makeStream(of: ListenAddress.self)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = HTTPService(
            address: ListenAddress(host: "127.0.0.1", port: 0), operations: host, limits: limits,
            logger: logger,
            onListening: { feed.yield($0) })
        let group = ServiceGroup(services: [service], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { feed.finish() }
                try await group.run()
            }
            for await address in addresses {
                try await body(RunningService(client: LoopbackClient(port: address.port), group: group))
                break
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
