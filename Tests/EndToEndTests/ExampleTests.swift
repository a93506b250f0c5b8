// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import TestFixtures
import Testing

extension EndToEnd {
    /// The examples for vendors: each is built by its one command, dropped into a folder, listed and used.
    @Suite struct Examples {
        struct Example: Sendable {
            var folder: String
            var command: [String]
            /// In the folder.
            var library: String
            var encoder: String
            var codec: String
            var element: String
        }

        static let all = [
            Example(
                folder: "vendor-plugin-c", command: ["make"], library: "openh264-example.so",
                encoder: "openh264-example", codec: "h264", element: "serval-native-openh264-example"),
            Example(
                folder: "vendor-plugin-rust", command: ["make"], library: "svtav1-example.so",
                encoder: "svtav1-example", codec: "av1", element: "serval-native-svtav1-example"),
            Example(
                folder: "vendor-plugin-swift", command: ["swift", "build", "-c", "release"],
                library: ".build/release/libLosslessExample.so", encoder: "lossless-example", codec: "h264",
                element: "serval-native-lossless-example"),
            Example(
                folder: "vendor-plugin-element-c", command: ["make"], library: "x264-example.so",
                encoder: "x264-example", codec: "h264", element: "x264enc"),
        ]

        @Test(arguments: all)
        func `a vendor's provider is built, listed and used`(example: Example) throws {
            try Scene.with { scene in
                let providers = try build(example, in: scene)
                let report = try json(
                    scene.run(
                        BuiltProducts.path(of: "serval"), ["encoders", "--format", "json"], environment: providers))
                let listed = try #require(
                    report["encoders"].array.first { $0["encoder"].string == example.encoder })
                #expect(listed["state"] == "ok", "\(listed)")
                #expect(listed["element"].string == example.element)
                #expect(listed["codec"].string == example.codec)

                let file = scene.folder.file("x.mkv")
                let recording = try scene.run(
                    BuiltProducts.path(of: "serval"),
                    [
                        "record", "main", "--config", path("serval.yaml", of: example), "--demo", "--seconds", "3",
                        "--output", file,
                    ], environment: providers)
                try #require(recording.status == .exited(0), "\(recording.errorOutput)")
                try expectVideo(file, example, in: scene)
            }
        }

        @Test(arguments: all)
        func `a vendor's provider breaks nothing that must hold`(example: Example) throws {
            try Scene.with { scene in
                _ = try build(example, in: scene)
                let result = try scene.serval(
                    ["check-plugin", "--verbose", path(example.library, of: example)], seconds: 240)
                #expect(result.status == .exited(0), "\(result.output)\n\(result.errorOutput)")
            }
        }

        private func expectVideo(_ file: String, _ example: Example, in scene: Scene) throws {
            let probe = try json(
                scene.run(
                    "ffprobe",
                    [
                        "-v", "error", "-count_frames", "-show_entries",
                        "stream=codec_name,width,height,nb_read_frames:packet=flags", "-of", "json", file,
                    ]))
            let stream = try #require(probe["streams"].array.first)
            #expect(stream["codec_name"].string == example.codec)
            #expect(stream["width"].integer == 1280)
            #expect(stream["height"].integer == 720)
            let flags = probe["packets"].array.compactMap { $0["flags"].string }
            #expect(flags.first?.hasPrefix("K") == true)
            #expect(flags.count > 30)
            // Nobody asked for more keyframes than one.
            #expect(flags.count { $0.hasPrefix("K") } <= 2)
            let decoded = try #require(stream["nb_read_frames"].string.flatMap { Int($0) })
            #expect(decoded == flags.count)
        }

        /// Builds the example, and puts its library alone into a folder: the environment in which it is found.
        private func build(_ example: Example, in scene: Scene) throws -> [String: String] {
            let tools = ProcessInfo.processInfo.environment.filter { ["HOME", "PATH"].contains($0.key) }
            // Of a build that this test may run in, nothing gets into the example's own.
            let command = ["-C", path("", of: example)] + example.command
            let built = try scene.run("env", command, environment: tools, seconds: 600)
            try #require(built.status == .exited(0), "\(built.output)\n\(built.errorOutput)")
            let folder = scene.folder.file("providers")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: path(example.library, of: example), toPath: "\(folder)/\(example.encoder).so")
            return ["SERVAL_PROVIDER_PATH": folder]
        }

        private func path(_ file: String, of example: Example) -> String {
            "\(CompiledLibrary.repository)/Examples/\(example.folder)/\(file)"
        }

        private func json(_ result: CommandResult) throws -> JSONValue {
            try #require(result.status == .exited(0), "\(result.errorOutput)")
            return try JSONValue(text: result.output)
        }

        @Test func `a vendor's code that crashes takes its worker along, and nothing else`() throws {
            try Scene.with { scene in
                let library = try CompiledLibrary("Tests/Fixtures/native/provider.c", flags: ["-DCRASH_AT=20"])
                let folder = scene.folder.file("providers")
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: library.path, toPath: "\(folder)/fake.so")
                let configuration = scene.folder.file("serval.yaml")
                try """
                providers:
                  paths: ["\(folder)"]
                capture:
                  video:
                    codec: vp8
                    ids: [main]
                    pipelines:
                      main: { gst_encoder: serval-native-fake }
                """.write(toFile: configuration, atomically: true, encoding: .utf8)
                let recording = try scene.serval([
                    "record", "main", "--config", configuration, "--demo", "--seconds", "30", "--output",
                    scene.folder.file("x.webm"),
                ])
                // The host tells of it in its own words, and starts the next worker; the file would be cut in two there.
                #expect(recording.status == .exited(1))
                #expect(recording.errorOutput.contains("the encode worker was lost: killed by signal 11"))
                #expect(recording.errorOutput.contains("is started again"))
            }
        }
    }
}
