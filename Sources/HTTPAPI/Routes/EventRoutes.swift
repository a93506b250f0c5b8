// SPDX-License-Identifier: Apache-2.0
import Hummingbird

/// `/api/events`: the host's events as they happen.
enum EventRoutes {
    static func add(to table: inout RouteTable, operations: any HostOperations, keepAlive: Duration) {
        table.on(.get, "/api/events") { request, context in
            let feed = EventFeed(operations: operations, keepAlive: keepAlive, logger: context.logger)
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: ResponseBody { writer in
                    try await request.body.consumeWithCancellationOnInboundClose { _ in
                        try await feed.write(to: &writer)
                    }
                })
        }
    }
}
