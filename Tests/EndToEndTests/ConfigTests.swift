// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Testing

extension EndToEnd {
    /// `serval config`, and the layers that every command reads.
    @Suite struct Config {
        private static let text = """
            capture:
              video:
                codec: h264
                pipelines:
                  main:
                    gst_encoder: x264enc
                    fps: fps / 2
            """

        private func withFile(_ text: String, _ body: (Scene, String) throws -> Void) throws {
            try Scene.with { scene in
                let file = scene.folder.file("serval.yaml")
                try text.write(toFile: file, atomically: true, encoding: .utf8)
                try body(scene, file)
            }
        }

        @Test func `check finds nothing in a sound file`() throws {
            try withFile(Self.text) { scene, file in
                let result = try scene.serval(["config", "check", file])
                #expect(result.status == .exited(0))
                #expect(result.output == "\(file): no faults\n")
                #expect(result.errorOutput.isEmpty)
            }
        }

        @Test func `check shows all faults, those of one screen too`() throws {
            try withFile(
                Self.text.replacing("fps / 2", with: "fps - 30").replacing("x264enc", with: "x264enc\n        fpss: 1")
            ) {
                scene, file in
                let result = try scene.serval(["config", "check", file])
                #expect(result.status == .exited(2))
                #expect(result.errorOutput.contains("\(file):7:9: error: unknown key \"fpss\" in a pipeline"))
            }
            try withFile(Self.text.replacing("fps / 2", with: "fps - 30")) { scene, file in
                #expect(try scene.serval(["config", "check", file, "--screen", "1280x720@60"]).status == .exited(0))
                let result = try scene.serval(["config", "check", file, "--format", "json"])
                #expect(result.status == .exited(2))
                let report = try JSONValue(text: result.output)
                #expect(report.keys == ["schema", "file", "result", "diagnostics"])
                #expect(report["result"] == "error")
                let finding = report["diagnostics"].array[0]
                #expect(finding.keys == ["severity", "text", "hint", "file", "line", "column", "related"])
                #expect(finding["line"].integer == 7)
                #expect(finding["column"].integer == 14)
            }
        }

        @Test func `check holds names against the installed elements when asked to`() throws {
            try withFile(Self.text.replacing("x264enc", with: "x264enc\n        gst_params: {bitrat: 1, bitrate: 0}")) {
                scene, file in
                #expect(try scene.serval(["config", "check", file]).status == .exited(0))
                let result = try scene.serval(["config", "check", "--elements", file])
                #expect(result.status == .exited(2))
                #expect(result.output.isEmpty)
                #expect(
                    result.errorOutput == """
                        \(file):7:22: error: x264enc has no property bitrat
                            7 |         gst_params: {bitrat: 1, bitrate: 0}
                              |                      ^~~~~~
                              = did you mean bitrate?
                        \(file):7:42: error: bitrate of x264enc cannot be "0"
                            7 |         gst_params: {bitrat: 1, bitrate: 0}
                              |                                          ^
                              = it takes a whole number from 1 to 2048000

                        """)
                let plan = try scene.serval(
                    ["plan", "--config", file, "--screen", "1280x720@30", "--demo", "--format", "json"])
                #expect(plan.status == .exited(1))
                let pipeline = try JSONValue(text: plan.output)["pipelines"].array[0]
                #expect(pipeline["error"]["code"] == "no-property")
                #expect(pipeline["findings"].array.map(\.["column"].integer) == [22, 42])
            }
        }

        @Test func `show names the origin of each value`() throws {
            try withFile(Self.text) { scene, file in
                let program = BuiltProducts.path(of: "serval")
                let command = """
                    NEKO_CAPTURE_VIDEO_DISPLAY=:9 '\(program)' config show --config '\(file)' --format json \
                    --capture.audio.codec pcmu
                    """
                let result = try scene.run("sh", ["-c", command])
                #expect(result.status == .exited(0), "\(result.errorOutput)")
                let report = try JSONValue(text: result.output)
                func entry(_ key: String) -> JSONValue {
                    report["values"].array.first { $0["key"].string == key } ?? .null
                }
                #expect(report["file"].string == file)
                #expect(entry("capture.video.codec")["origin"]["kind"] == "file")
                #expect(entry("capture.video.codec")["origin"]["line"].integer == 3)
                #expect(entry("capture.video.display")["value"] == ":9")
                #expect(entry("capture.video.display")["origin"]["name"] == "NEKO_CAPTURE_VIDEO_DISPLAY")
                #expect(entry("capture.audio.codec")["origin"]["kind"] == "flag")
                #expect(entry("capture.video.pipelines.main.fps")["value"] == "fps / 2")
                #expect(entry("server.bind")["origin"]["kind"] == "default")
            }
        }

        @Test func `schema is a JSON Schema`() throws {
            try Scene.with { scene in
                let schema = try JSONValue(text: scene.serval(["config", "schema"]).output)
                #expect(schema["$schema"].string?.hasPrefix("https://json-schema.org/") ?? false)
                #expect(schema["properties"]["capture"]["properties"]["video"]["properties"]["codec"] != .null)
            }
        }

        @Test func `plan evaluates for the screen, and shows what it cannot`() throws {
            try withFile(Self.text.replacing("fps / 2", with: "width - 1280")) { scene, file in
                let result = try scene.serval(["plan", "--config", file, "--screen", "1280x720@30", "--format", "json"])
                #expect(result.status == .exited(1))
                let error = try JSONValue(text: result.output)["pipelines"].array[0]["error"]
                #expect(error["code"] == "bad-expression")
                #expect(error["location"].string == "\(file):7:14")
                #expect(result.errorOutput.contains("       fps: width - 1280\n      |              ^~~~~~~~~~~~"))
                let neko = try scene.serval(
                    ["plan", "--config", file, "--screen", "1290x720@30", "--neko", "--display", ":5"])
                #expect(
                    neko.output == """
                        main: ximagesrc display-name=:5 show-pointer=false use-damage=false ! capsfilter \
                        caps=video/x-raw,framerate=1000/100 name=framerate ! videoconvert ! queue   \
                        ! x264enc name=encoder  ! appsink name=appsink

                        """)
            }
        }
    }
}
