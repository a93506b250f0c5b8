// SPDX-License-Identifier: Apache-2.0
import HTTPAPI
import Reports
import Testing

@Suite(.timeLimit(.minutes(1)))
struct EventFeedTests {
    static let request = "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test func `events arrive as they happen, by name, and multi-line text stays one event`() async throws {
        let host = FakeHost()
        try await RunningService.with(host) { service in
            try await service.client.open(Self.request) { inbound in
                try await inbound.read(until: ": connected")
                #expect(inbound.text.contains("Content-Type: text/event-stream"))
                host.publish(HostEvent(kind: "start", subject: "main", text: "one\ntwo"))
                let payload = #"{"kind":"start","subject":"main","text":"one\ntwo"}"#
                try await inbound.read(until: "event: start\ndata: \(payload)\n\n")
                host.publish(HostEvent(kind: "failover", subject: "main", text: "x"))
                try await inbound.read(until: "event: failover\n")
            }
        }
    }

    @Test func `a quiet feed is kept alive with comments`() async throws {
        let limits = HTTPService.Limits(eventKeepAlive: .milliseconds(20))
        try await RunningService.with(limits: limits) { service in
            try await service.client.open(Self.request) { inbound in
                try await inbound.read(until: ": keep-alive\n\n")
            }
        }
    }

    @Test func `a client that leaves ends its subscription while nothing happens`() async throws {
        let host = FakeHost()
        try await RunningService.with(host) { service in
            try await service.client.open(Self.request) { inbound in
                try await inbound.read(until: ": connected")
            }
            while host.closedFeeds == 0 { await Task.yield() }
        }
    }

    @Test func `HEAD does not subscribe`() async throws {
        let host = FakeHost()
        try await RunningService.with(host) { service in
            let answer = try await service.client.request("HEAD", "/api/events")
            #expect(answer.headers["content-type"] == "text/event-stream")
        }
        #expect(host.state.withLock { $0.feeds.isEmpty })
    }
}
