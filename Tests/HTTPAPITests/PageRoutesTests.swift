// SPDX-License-Identifier: Apache-2.0
import HTTPAPI
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PageRoutesTests {
    @Test func `the page is served with a policy that allows this origin's files only`() async throws {
        try await RunningService.with { service in
            let page = try await service.client.request("GET", "/?pipeline=main")
            #expect(page.status == 200)
            #expect(page.headers["content-type"] == "text/html; charset=utf-8")
            #expect(page.headers["cache-control"] == "no-store")
            #expect(page.headers["x-content-type-options"] == "nosniff")
            let policy = try #require(page.headers["content-security-policy"])
            #expect(policy.contains("default-src 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(!policy.contains("*"))
            #expect(page.body.contains("<title>Serval</title>"))
        }
    }

    @Test func `every file that the page and its modules name is served`() async throws {
        try await RunningService.with { service in
            var waiting = ["/"]
            var served: Set<String> = []
            while let path = waiting.popLast() {
                guard served.insert(path).inserted else { continue }
                let file = try await service.client.request("GET", path)
                #expect(file.status == 200, "\(path)")
                let name = path.split(separator: ".").last ?? ""
                let type = ["js": "text/javascript", "css": "text/css"][name] ?? "text/html"
                #expect(file.headers["content-type"] == type + "; charset=utf-8", "\(path)")
                for match in file.body.matches(of: /(?:src=|href=|from )"(\/[^"]*)"/) {
                    waiting.append(String(match.1))
                }
            }
            #expect(served == ["/", "/page.js", "/panels.js", "/player.css", "/player.js", "/statistics.js"])
        }
    }

    @Test func `the page fetches nothing from elsewhere`() async throws {
        try await RunningService.with { service in
            for path in ["/", "/page.js", "/panels.js", "/player.css", "/player.js", "/statistics.js"] {
                let body = try await service.client.request("GET", path).body
                #expect(!body.contains("https://"), "\(path)")
                #expect(!body.contains("innerHTML"), "\(path)")
            }
        }
    }
}
