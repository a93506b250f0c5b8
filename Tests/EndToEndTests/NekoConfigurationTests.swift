// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Testing

extension EndToEnd {
    /// neko's own examples, each as its documentation has it: what can play here does, and what cannot says why.
    @Suite struct NekoConfigurations {
        private static let folder =
            #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/HostConfigTests/Good"

        private static func file(_ name: String) -> String { "\(folder)/\(name).yaml" }

        /// A block that plays here, with its pipelines, what browsers call their codec, and the size of the picture.
        struct Block: CustomTestStringConvertible {
            var name: String
            var pipelines: [String]
            var codec: String
            var width = XvfbServer.width
            var height = XvfbServer.height
            var testDescription: String { name }
        }

        private static let playing = [
            Block(name: "neko-vp8", pipelines: ["hq", "lq"], codec: "video/VP8"),
            // (1280 / 3) * 2 is 853, and (720 / 3) * 2 is 480: Serval makes the sides even.
            Block(name: "neko-h264", pipelines: ["main"], codec: "video/H264", width: 852, height: 480),
            Block(name: "neko-vp8-description", pipelines: ["hq", "lq"], codec: "video/VP8"),
            Block(name: "neko-h264-description", pipelines: ["main"], codec: "video/H264"),
        ]

        @Test func `each video example plays in a browser, each of its pipelines`() throws {
            try Scene.with { scene in
                let desktop = try scene.startDesktop(color: "#c04020")
                let chromium = try scene.startChromium()
                for block in Self.playing {
                    let serval = try scene.startServal(["--config", Self.file(block.name)], display: desktop)
                    for pipeline in block.pipelines { try expectPicture(of: block, pipeline, chromium, serval) }
                    #expect(serval.program.stop() == .exited(0))
                }
            }
        }

        private func expectPicture(
            of block: Block, _ pipeline: String, _ chromium: Chromium, _ serval: ServalProcess
        ) throws {
            let viewer = try Viewer(chromium, serval, pipeline: pipeline)
            let inbound = try #require(try viewer.inbound())
            #expect(inbound.codec == block.codec, "\(block.name) \(pipeline)")
            #expect(inbound.width == block.width && inbound.height == block.height, "\(block.name) \(pipeline)")
            var shown: [Int] = []
            // The first frames may be coarse.
            try? wait(until: "the display's colour") {
                shown = try viewer.pixel(x: block.width * 3 / 4, y: block.height * 3 / 4)
                return isClose(shown)
            }
            print("\(block.name) \(pipeline): \(inbound.codec) \(inbound.width)x\(inbound.height), \(shown)")
            #expect(isClose(shown), "\(block.name) \(pipeline) shows #c04020 as \(shown)")
            try viewer.tab.navigate(to: "data:text/html,gone")
        }

        /// A description that says nothing of its colours may be read with the other matrix.
        private func isClose(_ pixel: [Int]) -> Bool {
            pixel.count == 3 && zip(pixel, [192, 64, 32]).allSatisfy { abs($0 - $1) <= 24 }
        }

        @Test func `an example for hardware loads, and says what is missing`() throws {
            try Scene.with { scene in
                let file = Self.file("neko-nvenc-description")
                #expect(try scene.serval(["config", "check", file]).status == .exited(0))
                let desktop = try scene.startDesktop()
                let result = try scene.serval(["plan", "--config", file, "--format", "json"], display: desktop)
                #expect(result.status == .exited(1))
                let pipeline = try JSONValue(text: result.output)["pipelines"].array[0]
                #expect(pipeline["selection"] == "verbatim")
                #expect(pipeline["description"].string?.contains("! nvh264enc") == true)
                #expect(pipeline["error"]["code"] == "no-element")
                #expect(pipeline["error"]["location"].string == "\(file):11:13")
                #expect(
                    pipeline["error"]["text"].string == "no installed GStreamer plugin has the element nvh264enc")
                #expect(pipeline["error"]["hint"].string?.contains("finds a device and its driver") == true)
                #expect(result.errorOutput.contains("! nvh264enc\n"))
                #expect(result.errorOutput.contains("^~~~~~~~~\n"))
            }
        }

        /// In one scene, so that what is tried for one plan is remembered for the next.
        @Test func `what is not served yet loads and plans, and is said`() throws {
            try Scene.with { scene in
                for (name, section) in [
                    ("neko-audio", "audio"), ("neko-broadcast", "broadcast"), ("neko-broadcast-nvenc", "broadcast"),
                    ("neko-screencast", "screencast"),
                ] {
                    try expectPlan(of: Self.file(name), warningOf: [section], in: scene)
                }
                let file = scene.folder.file("neko.yaml")
                let text = """
                    capture:
                      webcam: {enabled: true, device: /dev/video0, width: 1280, height: 720}
                      microphone: {enabled: true, device: audio_input}
                    """
                try text.write(toFile: file, atomically: true, encoding: .utf8)
                try expectPlan(of: file, warningOf: ["webcam", "microphone"], in: scene)
            }
        }

        private func expectPlan(of file: String, warningOf sections: [String], in scene: Scene) throws {
            let result = try scene.serval(
                ["plan", "--config", file, "--screen", "640x360@30", "--demo", "--format", "json"])
            #expect(result.status == .exited(0), "\(result.errorOutput)")
            let pipelines = try JSONValue(text: result.output)["pipelines"].array
            #expect(pipelines.map(\.["id"].string) == ["main", "vp8", "vp9"])
            #expect(pipelines.allSatisfy { $0["error"] == .null })
            for section in sections {
                #expect(result.errorOutput.contains("warning: capture.\(section) is not served yet"))
            }
        }
    }
}
