// SPDX-License-Identifier: Apache-2.0
import HTTPAPI
import Logging
import Media
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HTTPServiceTests {
    @Test func `shutdown ends event streams at once, as complete responses`() async throws {
        let host = FakeHost()
        let patient = HTTPService.Limits(shutdown: .seconds(600))
        try await RunningService.with(host, limits: patient) { service in
            try await service.client.open(EventFeedTests.request) { events in
                try await events.read(until: ": connected")
                await service.group.triggerGracefulShutdown()
                #expect(try await events.readToEnd().hasSuffix("\r\n0\r\n\r\n"))
            }
        }
        #expect(host.closedFeeds == 1)
    }

    @Test func `shutdown does not wait for half a request beyond its limit`() async throws {
        let host = FakeHost()
        #expect(HTTPService.Limits().shutdown < .seconds(1))
        let impatient = HTTPService.Limits(shutdown: .milliseconds(50))
        try await RunningService.with(host, limits: impatient) { service in
            try await service.client.open(Self.halfRequest) { stuck in
                try await stuck.read(until: #"{"status":"ok"}"#)
                await service.group.triggerGracefulShutdown()
                _ = try? await stuck.readToEnd()
            }
        }
        #expect(host.calls.isEmpty)
    }

    /// A whole request, whose answer shows that the server is here, and the begin of another.
    private static let halfRequest = """
        GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n\
        POST /whep HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sdp\r\n\
        Content-Length: 100\r\n\r\nv=0
        """

    @Test func `a port that is taken is an error that says so`() async throws {
        try await RunningService.with { service in
            let address = ListenAddress(host: "127.0.0.1", port: service.client.port)
            let second = HTTPService(
                address: address, operations: FakeHost(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            let reason = await #expect(throws: Reason.self) { try await second.run() }
            #expect(reason?.code == "cannot-listen")
            #expect(reason?.text == "Cannot listen on \(address): Address already in use.")
            #expect(reason?.hint?.contains("--bind") == true)
        }
    }

    @Test func `a connection that sends nothing is closed after the idle limit`() async throws {
        try await RunningService.with(limits: HTTPService.Limits(idle: .milliseconds(50))) { service in
            do {
                try await service.client.open("GET / HT") { inbound in _ = try? await inbound.readToEnd() }
            } catch ChannelError.ioOnClosedChannel {
                // On a busy machine it is closed even before the client has come to write.
            }
        }
    }

    @Test func `one connection carries several requests`() async throws {
        try await RunningService.with { service in
            let request = "GET /health HTTP/1.1\r\nHost: localhost\r\n"
            let both = request + "\r\n" + request + "Connection: close\r\n\r\n"
            let text = try await service.client.open(both) { inbound in try await inbound.readToEnd() }
            #expect(text.matches(of: /HTTP\/1.1 200 OK/).count == 2)
        }
    }
}
