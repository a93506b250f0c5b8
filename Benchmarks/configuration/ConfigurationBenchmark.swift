// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expressions
import HostConfig
import Media

/// How long expressions and configurations take. For people: it prints, and judges nothing.
///
/// `swift run -c release configuration`. The budgets are 5 µs for an expression of 60 characters, read and evaluated,
/// and 100 ms for a configuration of 500 pipelines.
@main
enum ConfigurationBenchmark {
    static func main() throws {
        let expressions = [
            "round(width * height * fps * 0.07 / 1000) > 4000 ? 4000 : 800",
            "(width / 3) * 2", "round(3072 * 650)", "veryfast",
            "\"vbv-maxrate=\" + (width * 2) + \":vbv-bufsize=4096\"",
            "width + \"x\" + height =~ \"^(1920|1280)x\\\\d+$\" ? 4096 : 2048",
        ]
        for text in expressions { try measure(text) }
        for count in [1, 50, 500] { try measure(pipelines: count) }
    }

    private static func measure(_ text: String) throws {
        let variables = Variables(width: 1920, height: 1080, fps: 60)
        let expression = try Expression(parsing: text)
        let both = best(of: 30, repeating: 2000) {
            _ = try? Expression(parsing: text).evaluate(with: variables)
        }
        let evaluation = best(of: 30, repeating: 2000) { _ = try? expression.evaluate(with: variables) }
        print("\(both), \(evaluation) of them to evaluate: \(text.count) characters: \(text)")
    }

    private static func measure(pipelines count: Int) throws {
        let text = configuration(pipelines: count)
        let source = SourceText(name: "benchmark.yaml", text: text)
        let pipelines = try Configuration.parse(source).configuration.video.pipelines
        let screen = Screen(resolution: Resolution(width: 1920, height: 1080), rate: FrameRate(60))
        let loading = best(of: 10, repeating: 1) { _ = try? Configuration.parse(source) }
        let evaluation = best(of: 10, repeating: 1) {
            for pipeline in pipelines { _ = try? pipeline.evaluated(for: screen) }
        }
        print("\(loading) to load \(count) pipelines of \(text.utf8.count) bytes, \(evaluation) to evaluate them")
    }

    /// As neko's own examples, some of each kind.
    private static func configuration(pipelines count: Int) -> String {
        let entries = (0..<count).map { index in
            """
                  pipeline-\(index):
                    width: (width / 3) * 2
                    height: (height / 3) * 2
                    fps: "fps > 30 ? 30 : fps"
                    gst_prefix: "! video/x-raw,format=I420"
                    gst_encoder: x264enc
                    gst_params:
                      threads: 4
                      bitrate: round(width * height * fps * 0.07 / 1000)
                      key-int-max: fps * 2
                      byte-stream: true
                      tune: zerolatency
                      speed-preset: veryfast
                    gst_suffix: "! video/x-h264,stream-format=byte-stream"
            """
        }
        return "capture:\n  video:\n    codec: h264\n    pipelines:\n" + entries.joined(separator: "\n") + "\n"
    }

    /// The shortest time of one run, out of several rounds: what the machine does besides counts least there.
    private static func best(of rounds: Int, repeating count: Int, _ body: () -> Void) -> Duration {
        let clock = ContinuousClock()
        let times = (0..<rounds).map { _ in clock.measure { for _ in 0..<count { body() } } }
        return (times.min() ?? .zero) / count
    }
}
