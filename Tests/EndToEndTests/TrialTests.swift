// SPDX-License-Identifier: Apache-2.0
import Testing

extension EndToEnd {
    /// Real trials of real encoders, and the plans that follow from them.
    @Suite struct Trials {
        @Test(arguments: ["640x360@30", "1280x720@30", "1920x1080@30"])
        func `the plan picks the best of an exhaustive trial`(screen: String) throws {
            try Scene.with { scene in
                let tried = try scene.serval(
                    ["encoders", "--trial", "--codec", "h264", "--screen", screen, "--format", "json"])
                let encoders = try JSONValue(text: tried.output)["encoders"].array.filter { $0["state"] == "ok" }
                #expect(Set(encoders.compactMap { $0["encoder"].string }) == ["x264enc", "openh264enc"])

                let planned = try scene.serval(["plan", "main", "--screen", screen, "--format", "json"])
                let pipeline = try #require(try JSONValue(text: planned.output)["pipelines"].array.first)
                let processors = Double(try scene.run("nproc", []).output.split(separator: "\n").first ?? "") ?? 1
                let scores = encoders.map { encoder in
                    (name: encoder["encoder"].string ?? "", merit: Merit(encoder["trial"], processors: processors))
                }
                let best = try #require(scores.max { $0.merit < $1.merit })
                #expect(pipeline["chosen"]["encoder"].string == best.name, "\(scores)")
                for candidate in pipeline["candidates"].array where candidate["state"] != "rejected" {
                    let own = try #require(scores.first { $0.name == candidate["encoder"].string })
                    let score = try #require(candidate["score"].number)
                    #expect(abs(score - own.merit.score) < 0.011, "\(own)")
                }
            }
        }

        @Test func `a trial shows in the table, and is remembered`() throws {
            try Scene.with { scene in
                let first = try scene.serval(["encoders", "--trial", "--codec", "vp8", "--screen", "320x240@30"])
                #expect(first.output.contains("MAX FPS"))
                let second = try scene.serval(["encoders", "--trial", "--codec", "vp8", "--screen", "320x240@30"])
                #expect(second.output == first.output)
            }
        }
    }
}

/// The policy of `docs/selection.md` for interactive use, written down a second time.
private struct Merit: Comparable, CustomStringConvertible {
    /// 0 for the best.
    let tier: Int
    let score: Double

    init(_ trial: JSONValue, processors: Double) {
        let (rate, frame) = (30.0, 1000 / 30.0)
        let fps = trial["fps"].number ?? 0
        let p99 = trial["latency_ms"]["p99"].number ?? .infinity
        let budget = max(200, 6 * frame)
        tier = fps < 1.2 * rate || p99 > budget ? 2 : fps < 2 * rate ? 1 : 0
        func unit(_ value: Double) -> Double { min(1, max(0, value)) }
        let parts: [(weight: Double, merit: Double?)] = [
            (0.25, unit((fps / rate - 1) / 2)), (0.25, unit(1 - p99 / budget)),
            (0.20, trial["cpu_ms_per_frame"].number.map { unit(1 - $0 / (frame * processors)) }),
            (0.10, trial["bitrate_error_percent"].number.map { unit(1 - abs($0) / 50) }),
            (0.10, trial["bitrate_step_error_percent"].number.map { unit(1 - abs($0) / 50) }),
            (0.10, trial["psnr_db"].number.map { unit(($0 - 20) / 25) }),
        ]
        let measured = parts.compactMap { part in part.merit.map { (part.weight, $0) } }
        score = measured.reduce(0) { $0 + $1.0 * $1.1 } / measured.reduce(0) { $0 + $1.0 }
    }

    var description: String { "tier \(tier), \(score)" }

    static func < (a: Merit, b: Merit) -> Bool { (-a.tier, a.score) < (-b.tier, b.score) }
}
