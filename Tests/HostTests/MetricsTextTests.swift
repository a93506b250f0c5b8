// SPDX-License-Identifier: Apache-2.0
import Reports
import Testing

@testable import Host

@Suite struct MetricsTextTests {
    @Test func `each family has its help, its type and one line a stream`() {
        let stream = StreamReport(
            id: "a\"b", codec: .vp8, state: .running, provider: nil, encoder: nil, device: nil, worker: nil,
            subscribers: 2, restarts: 1, failovers: 0, bitrateKbps: 900, framesPerSecond: 30, lastError: nil)
        let text = MetricsText.render(streams: [stream], sessions: 2)
        #expect(
            text.contains("# TYPE serval_stream_subscribers gauge\nserval_stream_subscribers{stream=\"a\\\"b\"} 2.0\n"))
        #expect(text.contains("serval_sessions 2.0\n"))
        #expect(text.contains("# TYPE serval_stream_restarts_total counter\n"))
    }
}
