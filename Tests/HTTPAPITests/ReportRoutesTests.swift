// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import HTTPAPI
import Reports
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ReportRoutesTests {
    @Test func `the reports are JSON with sorted keys`() async throws {
        try await RunningService.with { service in
            let encoders = try await service.client.request("GET", "/api/encoders")
            #expect(encoders.status == 200)
            #expect(encoders.headers["content-type"] == "application/json")
            #expect(encoders.body == #"{"encoders":[],"providers":[],"schema":1}"#)

            let plan = try await service.client.request("GET", "/api/plan")
            let report = try JSONDecoder().decode(PlanReport.self, from: Data(plan.body.utf8))
            #expect(report.screen.width == 1280)

            let streams = try await service.client.request("GET", "/api/streams")
            #expect(streams.body.hasPrefix(#"[{"bitrate_kbps":0,"codec":"vp8","device":null,"#))
        }
    }

    @Test func `health follows the host`() async throws {
        let host = FakeHost()
        try await RunningService.with(host) { service in
            let well = try await service.client.request("GET", "/health")
            #expect(well.status == 200)
            #expect(well.body == #"{"status":"ok"}"#)
            host.state.withLock { $0.healthy = false }
            let ill = try await service.client.request("GET", "/health")
            #expect(ill.status == 503)
            #expect(try ill.strings()["code"] == "stopping")
        }
    }

    @Test func `metrics are Prometheus text`() async throws {
        try await RunningService.with { service in
            let answer = try await service.client.request("GET", "/metrics")
            #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.body == "serval_streams 1\n")
        }
    }

    @Test func `HEAD answers with the headers of GET and no body`() async throws {
        try await RunningService.with { service in
            for path in ["/", "/health", "/api/streams"] {
                let full = try await service.client.request("GET", path)
                let head = try await service.client.request("HEAD", path)
                #expect(head.status == 200)
                #expect(head.body.isEmpty)
                #expect(head.headers["content-length"] == full.headers["content-length"])
                #expect(head.headers["content-type"] == full.headers["content-type"])
            }
        }
    }
}
