// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Logging
import Reports
import ServiceLifecycle

/// The host's events as server-sent events (WHATWG HTML, section 9.2), for one client.
struct EventFeed: Sendable {
    /// How many events wait for a client that reads slowly; the oldest is dropped beyond.
    static let capacity = 64

    let operations: any HostOperations
    /// A comment line is sent this often, so that proxies and clients see a live connection.
    let keepAlive: Duration
    let logger: Logger

    /// One event's text; the payload is the whole event, so that clients need not read the name.
    static func text(of event: HostEvent) throws -> String {
        "event: \(event.kind)\ndata: \(String(decoding: try JSONText.bytes(event), as: UTF8.self))\n\n"
    }

    /// Writes until the client is gone (cancellation), the host shuts down, or it has no more events.
    func write(to writer: inout any ResponseBodyWriter) async throws {
        let events = await operations.events()
        let (lines, feed) = AsyncStream.makeStream(
            of: String.self, bufferingPolicy: .bufferingNewest(Self.capacity))
        try await writer.write(ByteBuffer(string: "retry: 2000\n: connected\n\n"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pass(events, to: feed) }
            group.addTask { try await keepAlive(feed) }
            try await withGracefulShutdownHandler {
                for await line in lines { try await writer.write(ByteBuffer(string: line)) }
            } onGracefulShutdown: {
                feed.finish()
            }
            group.cancelAll()
        }
        try await writer.finish(nil)
    }

    private func pass(
        _ events: AsyncStream<HostEvent>, to feed: AsyncStream<String>.Continuation
    ) async throws {
        defer { feed.finish() }
        var dropped = 0
        for await event in events {
            if case .dropped = feed.yield(try Self.text(of: event)) { dropped += 1 }
        }
        if dropped > 0 { logger.warning("A reader of /api/events was too slow: \(dropped) events dropped.") }
    }

    private func keepAlive(_ feed: AsyncStream<String>.Continuation) async throws {
        while !Task.isCancelled {
            try await Task.sleep(for: keepAlive)
            feed.yield(": keep-alive\n\n")
        }
    }
}
