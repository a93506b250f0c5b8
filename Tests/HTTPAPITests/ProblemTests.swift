// SPDX-License-Identifier: Apache-2.0
import HTTPAPI
import Media
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ProblemTests {
    @Test(arguments: [
        ("bad-offer", 400), ("no-such-pipeline", 404), ("no-such-session", 404), ("no-common-codec", 406),
        ("session-limit", 503), ("not-ready", 503), ("no-encoder", 503), ("encoder-failed", 503),
        ("a-code-of-a-provider", 500),
    ])
    func `a refusal of the host becomes a problem with its code, text, hint and status`(
        code: String, status: Int
    ) async throws {
        let host = FakeHost(refusal: Reason(Reason.Code(rawValue: code), "It is so.", hint: "Do this."))
        try await RunningService.with(host) { service in
            let answer = try await service.client.request(
                "POST", "/whep", headers: [WHEPRoutesTests.sdp], body: "v=0")
            #expect(answer.status == status)
            #expect(answer.headers["content-type"] == "application/problem+json")
            let problem = try answer.strings()
            #expect(problem["type"] == "about:blank")
            #expect(problem["title"]?.isEmpty == false)
            #expect(problem["code"] == code)
            #expect(problem["detail"] == "It is so.")
            #expect(problem["hint"] == "Do this.")
            #expect(answer.body.contains("\"status\":\(status)"))
            #expect((answer.headers["retry-after"] != nil) == ["not-ready", "session-limit"].contains(code))
        }
    }

    @Test func `a refused session request is a problem too`() async throws {
        let host = FakeHost(refusal: Reason("no-such-session", "There is no session 1."))
        try await RunningService.with(host) { service in
            let answer = try await service.client.request("DELETE", "/whep/sessions/1")
            #expect(answer.status == 404)
            #expect(answer.body.contains("\"hint\":null"))
        }
    }

    @Test(arguments: ["/nothing", "/../etc/passwd", "/%2e%2e/etc/passwd", "/api/", "/player.js/x"])
    func `an unknown path is a problem with 404`(path: String) async throws {
        try await RunningService.with { service in
            let answer = try await service.client.request("GET", path)
            #expect(answer.status == 404)
            #expect(try answer.strings()["code"] == "no-such-page")
        }
    }

    @Test(arguments: [
        ("POST", "/", "GET, HEAD, OPTIONS"), ("DELETE", "/health", "GET, HEAD, OPTIONS"),
        ("PUT", "/api/plan", "GET, HEAD, OPTIONS"), ("GET", "/whep", "OPTIONS, POST"),
        ("HEAD", "/whep", "OPTIONS, POST"), ("GET", "/whep/main", "OPTIONS, POST"),
        ("POST", "/whep/sessions/1", "DELETE, OPTIONS, PATCH"),
    ])
    func `a known path refuses other methods with 405 and tells which it takes`(
        method: String, path: String, allow: String
    ) async throws {
        try await RunningService.with { service in
            let answer = try await service.client.request(method, path)
            #expect(answer.status == 405)
            #expect(answer.headers["allow"] == allow)
            #expect(answer.headers["content-type"] == "application/problem+json")
        }
    }
}
