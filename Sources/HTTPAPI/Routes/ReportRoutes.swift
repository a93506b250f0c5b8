// SPDX-License-Identifier: Apache-2.0
import Hummingbird

/// The reports that the command line prints too: `/api/providers`, `/api/encoders`, `/api/plan`, `/api/streams`.
enum ReportRoutes {
    static func add(to table: inout RouteTable, operations: any HostOperations) {
        table.on(.get, "/api/providers") { _, _ in try .json(await operations.providers()) }
        table.on(.get, "/api/encoders") { _, _ in try .json(await operations.encoders()) }
        table.on(.get, "/api/plan") { _, _ in try .json(await operations.plan()) }
        table.on(.get, "/api/streams") { _, _ in try .json(await operations.streams()) }
    }
}
