// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPAPI

@Suite(.timeLimit(.minutes(1)))
struct HostGateTests {
    @Test(arguments: [
        "localhost", "LocalHost:9000", "serval.localhost", "127.0.0.1:8080", "127.8.9.1", "[::1]:8080",
        "[::1]",
    ])
    func `names of this machine pass on loopback, whatever the port`(authority: String) {
        #expect(gate(on: "127.0.0.1").refusal(ofAuthority: authority) == nil)
    }

    @Test(arguments: [
        nil, "", "evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example",
        "evillocalhost", "192.168.1.2:8080", "127.0.0.1@evil.example", "user:pass@127.0.0.1", "[::1",
        "[::1]x",
        "127.0.0.1:port", "127.0.0", "127.0.0.256", ":8080", "127.0.0.1:8080/", "127..0.1",
    ])
    func `any other name is refused on loopback`(authority: String?) {
        #expect(gate(on: "127.0.0.1").refusal(ofAuthority: authority)?.code == "foreign-host")
    }

    @Test func `an address that others can reach takes any name`() {
        #expect(gate(on: "0.0.0.0").refusal(ofAuthority: "serval.example") == nil)
    }

    @Test func `a rebinding request gets 421 over the wire, unknown paths included`() async throws {
        try await RunningService.with { service in
            for path in ["/", "/api/streams", "/nothing"] {
                let answer = try await service.client.request(
                    "GET", path, headers: [("Host", "evil.example")])
                #expect(answer.status == 421)
                #expect(try answer.strings()["code"] == "foreign-host")
            }
        }
    }

    private func gate(on host: String) -> HostGate {
        HostGate(address: ListenAddress(host: host, port: 8080))
    }
}
