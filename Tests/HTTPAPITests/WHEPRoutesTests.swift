// SPDX-License-Identifier: Apache-2.0
import HTTPAPI
import Media
import Testing

@Suite(.timeLimit(.minutes(1)))
struct WHEPRoutesTests {
    static let sdp = ("Content-Type", "application/sdp")
    static let fragment = ("Content-Type", "application/trickle-ice-sdpfrag")

    @Test func `an offer is answered with 201, its location and the pipeline that plays`() async throws {
        let host = FakeHost()
        try await RunningService.with(host) { service in
            let answer = try await service.client.request(
                "POST", "/whep", headers: [Self.sdp], body: "v=0 offer")
            #expect(answer.status == 201)
            #expect(answer.headers["content-type"] == "application/sdp")
            #expect(answer.headers["location"] == "/whep/sessions/5f0c")
            #expect(answer.headers["serval-pipeline"] == "main")
            #expect(answer.body == "v=0 answer")
        }
        #expect(host.calls == ["watch - v=0 offer"])
    }

    @Test func `the path names the pipeline, percent encoding undone and redone`() async throws {
        let host = FakeHost()
        try await RunningService.with(host) { service in
            let answer = try await service.client.request(
                "POST", "/whep/big%20picture", headers: [Self.sdp], body: "o")
            #expect(answer.status == 201)
            #expect(answer.headers["serval-pipeline"] == "big%20picture")
            let broken = try await service.client.request("POST", "/whep/%zz", headers: [Self.sdp], body: "o")
            #expect(broken.status == 400)
        }
        #expect(host.calls == ["watch big picture o"])
    }

    @Test func `a type with parameters and in capitals is taken`() async throws {
        try await RunningService.with { service in
            let answer = try await service.client.request(
                "POST", "/whep", headers: [("Content-Type", "Application/SDP ; charset=utf-8")], body: "o")
            #expect(answer.status == 201)
        }
    }

    @Test(arguments: [[], [("Content-Type", "text/plain")], [("Content-Type", "application/json")]])
    func `an offer of another type is refused with 415 and never asked of the host`(
        headers: [(String, String)]
    ) async throws {
        let host = FakeHost()
        try await RunningService.with(host) { service in
            let answer = try await service.client.request("POST", "/whep", headers: headers, body: "v=0")
            #expect(answer.status == 415)
            #expect(try answer.strings()["code"] == "unsupported-media-type")
        }
        #expect(host.calls.isEmpty)
    }

    @Test func `a body of exactly the limit passes, one byte more is refused with 413`() async throws {
        let host = FakeHost()
        try await RunningService.with(host) { service in
            let text = String(repeating: "a", count: 64 * 1024)
            let full = try await service.client.request("POST", "/whep", headers: [Self.sdp], body: text)
            #expect(full.status == 201)
            let over = try await service.client.request(
                "POST", "/whep", headers: [Self.sdp], body: text + "a")
            #expect(over.status == 413)
            #expect(try over.strings()["code"] == "too-large")
        }
        #expect(host.calls.count == 1)
    }

    @Test func `a chunked body that grows beyond the limit is refused with 413`() async throws {
        let host = FakeHost()
        try await RunningService.with(host) { service in
            let chunk = "8000\r\n" + String(repeating: "a", count: 0x8000) + "\r\n"
            let head = """
                POST /whep HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/sdp\r\n\
                Transfer-Encoding: chunked\r\n\r\n
                """
            let answer = try await service.client.send(head + chunk + chunk + chunk + "0\r\n\r\n")
            #expect(answer.status == 413)
        }
        #expect(host.calls.isEmpty)
    }

    @Test func `candidates go to their session, and its end is passed on`() async throws {
        let host = FakeHost()
        try await RunningService.with(host) { service in
            let patch = try await service.client.request(
                "PATCH", "/whep/sessions/5f0c", headers: [Self.fragment], body: "a=candidate:1")
            #expect(patch.status == 204)
            let wrong = try await service.client.request(
                "PATCH", "/whep/sessions/5f0c", headers: [Self.sdp], body: "a=candidate:1")
            #expect(wrong.status == 415)
            #expect(try await service.client.request("DELETE", "/whep/sessions/5f0c").status == 200)
        }
        #expect(host.calls == ["candidates 5f0c a=candidate:1", "end 5f0c"])
    }

    @Test func `OPTIONS tells the types and lets no other origin in`() async throws {
        try await RunningService.with { service in
            let origin = ("Origin", "https://example.org")
            let whep = try await service.client.request("OPTIONS", "/whep", headers: [origin])
            #expect(whep.status == 204)
            #expect(whep.headers["allow"] == "OPTIONS, POST")
            #expect(whep.headers["accept-post"] == "application/sdp")
            #expect(whep.headers["access-control-allow-origin"] == nil)
            let session = try await service.client.request("OPTIONS", "/whep/sessions/1", headers: [origin])
            #expect(session.headers["allow"] == "DELETE, OPTIONS, PATCH")
            #expect(session.headers["accept-patch"] == "application/trickle-ice-sdpfrag")
        }
    }
}
