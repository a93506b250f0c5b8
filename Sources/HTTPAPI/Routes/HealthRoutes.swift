// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Media

/// What monitoring asks: `/health` and `/metrics`.
enum HealthRoutes {
    static func add(to table: inout RouteTable, operations: any HostOperations) {
        table.on(.get, "/health") { _, _ in
            guard await operations.isHealthy() else {
                throw Reason("stopping", "The host is shutting down.", hint: "Ask again after its restart.")
            }
            return try .json(["status": "ok"])
        }
        table.on(.get, "/metrics") { _, _ in
            .bytes(
                Array(await operations.metrics().utf8),
                contentType: "text/plain; version=0.0.4; charset=utf-8")
        }
    }
}
