// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Testing

extension EndToEnd {
    /// The commands that print, against the contract that scripts rely on.
    @Suite struct Commands {
        @Test func `encoders lists every provider, and says what is missing`() throws {
            try Scene.with { scene in
                let report = try json(scene.serval(["encoders", "--format", "json"]))
                #expect(report["schema"].integer == 1)

                let providers = report["providers"].array
                #expect(providers.count == 3)
                for provider in providers {
                    #expect(provider.keys == ["id", "name", "version", "file", "verdict", "reason"])
                }
                let encoders = report["encoders"].array
                for encoder in encoders { expectContract(encoder) }
                let working = Set(encoders.filter { $0["state"] == "ok" }.compactMap { $0["element"].string })
                #expect(
                    working.isSuperset(of: [
                        "x264enc", "openh264enc", "vp8enc", "vp9enc", "av1enc", "x265enc",
                    ]))
                let hardware = encoders.filter { $0["kind"] == "hardware" }
                #expect(Set(hardware.compactMap { $0["provider"].string }).count == 2)
            }
        }

        private func expectContract(_ encoder: JSONValue) {
            let label = encoder["element"].string ?? "?"
            #expect(
                encoder.keys == [
                    "codec", "encoder", "provider", "kind", "device", "element", "state", "reason", "limits",
                    "trial", "left_out",
                ], "\(label)")
            let states = ["ok", "unavailable", "refused", "failed", "crashed", "hung", "quarantined"]
            #expect(encoder["state"].string.map(states.contains) == true, "\(label)")
            guard encoder["state"] != "ok" else { return }
            #expect(encoder["reason"].keys == ["code", "text", "hint"], "\(label)")
            #expect(encoder["reason"]["text"].string?.isEmpty == false, "\(label)")
        }

        @Test func `encoders prints a table for people`() throws {
            try Scene.with { scene in
                let result = try scene.serval(["encoders"])
                #expect(result.status == .exited(0), "\(result.output)\n\(result.errorOutput)")
                for word in ["x264enc", "vp8enc", "VA-API", "NVENC"] {
                    #expect(result.output.lowercased().contains(word.lowercased()), "\(word)")
                }
            }
        }

        @Test func `plan explains the choice for each id`() throws {
            try Scene.with { scene in
                let report = try json(
                    scene.serval(["plan", "--format", "json", "--screen", "1280x720@30"]))
                #expect(report["schema"].integer == 1)
                #expect(
                    report["screen"] == ["width": .number(1280), "height": .number(720), "rate": .number(30)])
                let pipelines = report["pipelines"].array
                #expect(Set(pipelines.compactMap { $0["id"].string }).isSuperset(of: ["main", "vp8", "vp9"]))
                for pipeline in pipelines { expectPlan(pipeline) }
            }
        }

        private func expectPlan(_ pipeline: JSONValue) {
            let id = pipeline["id"].string ?? "?"
            #expect(
                pipeline.keys == [
                    "id", "codec", "selection", "description", "chosen", "candidates", "error", "findings",
                ], "\(id)")
            #expect(pipeline["chosen"].keys == ["provider", "encoder", "device"], "\(id)")
            let candidates = pipeline["candidates"].array
            #expect(candidates.filter { $0["state"] == "chosen" }.count == 1, "\(id)")
            for candidate in candidates {
                #expect(
                    candidate.keys == [
                        "rank", "provider", "encoder", "device", "state", "score", "trial", "reason",
                    ], "\(id)")
                #expect(candidate["reason"]["text"].string?.isEmpty == false, "\(id)")
            }
        }

        @Test func `the configuration in the README is one that serval takes`() throws {
            try Scene.with { scene in
                let readme = try String(contentsOfFile: "README.md", encoding: .utf8)
                let start = try #require(readme.firstRange(of: "```yaml\n")).upperBound
                let end = try #require(readme[start...].firstRange(of: "```")).lowerBound
                let file = scene.folder.file("serval.yaml")
                try readme[start..<end].write(toFile: file, atomically: true, encoding: .utf8)
                let report = try json(
                    scene.serval(["plan", "--config", file, "--screen", "1280x720@30", "--format", "json"]))
                let pipelines = report["pipelines"].array
                #expect(pipelines.map(\.["selection"].string) == ["auto", "pinned"])
                for pipeline in pipelines { #expect(pipeline["error"] == .null) }
            }
        }

        @Test func `an unknown id is an error that names the ids there are`() throws {
            try Scene.with { scene in
                let result = try scene.serval(["plan", "mian", "--screen", "1280x720@30"])
                #expect(result.status != .exited(0))
                #expect(result.errorOutput.contains("mian"))
                #expect(result.errorOutput.contains("main"))
            }
        }

        @Test(arguments: [("main", "h264"), ("vp8", "vp8"), ("vp9", "vp9")])
        func `record writes what the plan says`(id: String, codec: String) throws {
            try Scene.with { scene in
                let file = scene.folder.file("x.mkv")
                let desktop = try scene.startDesktop()
                let recording = try scene.serval(
                    ["record", id, "--seconds", "5", "--output", file], display: desktop, seconds: 60)
                #expect(recording.status == .exited(0), "\(recording.errorOutput)")

                let probe = try json(
                    scene.run(
                        "ffprobe",
                        [
                            "-v", "error", "-count_packets", "-show_entries",
                            "stream=codec_name,width,height,nb_read_packets:format=duration", "-of", "json",
                            file,
                        ]))
                let stream = try #require(probe["streams"].array.first)
                #expect(stream["codec_name"].string == codec)
                #expect(stream["width"].integer == XvfbServer.width)
                #expect(stream["height"].integer == XvfbServer.height)
                let packets = try #require(stream["nb_read_packets"].string.flatMap { Int($0) })
                let duration = try #require(probe["format"]["duration"].string.flatMap { Double($0) })
                #expect(abs(duration - 5) < 0.25)
                #expect(packets > 100)
            }
        }

        private func json(_ result: CommandResult) throws -> JSONValue {
            try #require(result.status == .exited(0), "\(result.output)\n\(result.errorOutput)")
            return try JSONValue(text: result.output)
        }
    }
}
