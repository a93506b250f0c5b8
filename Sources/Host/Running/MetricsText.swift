// SPDX-License-Identifier: Apache-2.0
import Reports

/// Prometheus text exposition (format 0.0.4) of what the host measures.
enum MetricsText {
    static func render(streams: [StreamReport], sessions: Int, leftBehind: Int = 0) -> String {
        var text = ""
        text += family("serval_sessions", "gauge", "WebRTC sessions of viewers.", [("", Double(sessions))])
        text += family(
            "serval_workers_left_behind_total", "counter", "Workers that hang in the kernel and could not be killed.",
            [("", Double(leftBehind))])
        text += perStream(streams, "serval_stream_subscribers", "gauge", "People who watch.") { Double($0.subscribers) }
        text += perStream(streams, "serval_stream_running", "gauge", "1 while the encoder delivers.") {
            $0.state == .running ? 1 : 0
        }
        text += perStream(streams, "serval_stream_bitrate_kbps", "gauge", "kbit/s of the last second.") {
            $0.bitrate_kbps
        }
        text += perStream(streams, "serval_stream_fps", "gauge", "Frames of the last second.") { $0.fps }
        text += perStream(streams, "serval_stream_restarts_total", "counter", "Workers started again.") {
            Double($0.restarts)
        }
        text += perStream(streams, "serval_stream_failovers_total", "counter", "Moves to the next candidate.") {
            Double($0.failovers)
        }
        return text
    }

    private static func perStream(
        _ streams: [StreamReport], _ name: String, _ type: String, _ help: String,
        _ value: (StreamReport) -> Double
    ) -> String {
        family(name, type, help, streams.map { ("{stream=\"\(escaped($0.id))\"}", value($0)) })
    }

    private static func family(
        _ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: Double)]
    ) -> String {
        samples.reduce("# HELP \(name) \(help)\n# TYPE \(name) \(type)\n") {
            $0 + "\(name)\($1.labels) \($1.value)\n"
        }
    }

    private static func escaped(_ label: String) -> String {
        label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
