// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Testing

extension EndToEnd {
    /// `check-plugin --new`: what it writes is built by its one command, found, and gives the picture of the display.
    @Suite struct NewPlugin {
        struct Kind: Sendable {
            var language: String
            var command: [String]
            /// In the skeleton's folder.
            var library: String
        }

        static let kinds = [
            Kind(language: "c", command: ["make"], library: "build/first-light.so"),
            Kind(language: "rust", command: ["make"], library: "build/first-light.so"),
            Kind(
                language: "swift", command: ["swift", "build", "-c", "release"],
                library: ".build/release/libFirstLightProvider.so"),
        ]

        @Test(arguments: kinds)
        func `a skeleton is built by its one command, and shows the display`(kind: Kind) throws {
            try Scene.with { scene in
                let folder = scene.folder.file("first-light")
                try expectSuccess(scene.serval(["check-plugin", "--new", kind.language, folder]))
                try build(kind, in: folder, scene)
                let configuration = ["--config", "\(folder)/serval.yaml", "--screen", "1280x720@30"]

                let encoders = try json(
                    scene.serval(["encoders", "--config", "\(folder)/serval.yaml", "--format", "json"]))
                let listed = try #require(encoders["encoders"].array.first { $0["encoder"] == "first-light" })
                #expect(listed["state"] == "ok", "\(listed)")
                #expect(listed["provider"] == "com.example.first-light")
                let plan = try json(scene.serval(["plan", "main", "--format", "json"] + configuration))
                #expect(plan["pipelines"].array.first?["chosen"]["encoder"] == "first-light")

                let desktop = try scene.startDesktop(color: "#304050")
                let file = scene.folder.file("x.h264")
                try expectSuccess(
                    scene.serval(
                        ["record", "main", "--config", "\(folder)/serval.yaml", "--frames", "40", "--output", file],
                        display: desktop))
                try expectPicture(file, in: scene)
            }
        }

        private func build(_ kind: Kind, in folder: String, _ scene: Scene) throws {
            let tools = ProcessInfo.processInfo.environment.filter { ["HOME", "PATH"].contains($0.key) }
            let built = try scene.run(
                "env", ["-C", folder] + kind.command, environment: tools, seconds: 600)
            try expectSuccess(built)
            // As they are written, the files build without a word.
            let warnings = "\(built.output)\n\(built.errorOutput)".split(separator: "\n").filter {
                // SwiftPM has something to say of packages that it looks at on the way.
                kind.language == "swift" ? $0.contains(": warning:") : $0.contains("warning")
            }
            #expect(warnings.isEmpty)
            let exports = try scene.run(
                "nm", ["--dynamic", "--defined-only", "--extern-only", "--format=posix", "\(folder)/\(kind.library)"])
            #expect(
                exports.output.split(separator: "\n").compactMap { $0.split(separator: " ").first } == [
                    "serval_provider_entry"
                ])
            try FileManager.default.createDirectory(atPath: "\(folder)/providers", withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "\(folder)/\(kind.library)", toPath: "\(folder)/providers/first-light.so")
        }

        /// 40 frames of 640×360, and the desktop's colour where nothing moves, in the last of them.
        private func expectPicture(_ file: String, in scene: Scene) throws {
            let decoded = scene.folder.file("x.rgb")
            let decoding = try scene.run(
                "ffmpeg", ["-v", "error", "-i", file, "-pix_fmt", "rgb24", "-f", "rawvideo", decoded])
            try expectSuccess(decoding)
            #expect(decoding.errorOutput.isEmpty, "\(decoding.errorOutput)")
            let bytes = try Data(contentsOf: URL(filePath: decoded))
            let size = 640 * 360 * 3
            try #require(bytes.count == 40 * size)
            let place = 39 * size + (250 * 640 + 450) * 3
            let pixel = bytes[place..<place + 3].map(Int.init)
            #expect(zip(pixel, [0x30, 0x40, 0x50]).allSatisfy { abs($0 - $1) <= 3 }, "\(pixel)")
        }

        @Test func `nothing that is there is overwritten`() throws {
            try Scene.with { scene in
                let note = scene.folder.file("taken/note")
                try FileManager.default.createDirectory(
                    atPath: scene.folder.file("taken"), withIntermediateDirectories: true)
                try "mine".write(toFile: note, atomically: true, encoding: .utf8)
                for (folder, words) in [
                    ("taken", "is not empty"), ("taken/note", "no folder that can be read"),
                    ("taken/note/below", "cannot be written: Not a directory"), ("no.name", "is no name"),
                ] {
                    let result = try scene.serval(["check-plugin", "--new", "c", scene.folder.file(folder)])
                    #expect(result.status == .exited(1))
                    #expect(result.errorOutput.contains(words), "\(folder): \(result.errorOutput)")
                }
                #expect(try FileManager.default.contentsOfDirectory(atPath: scene.folder.file("taken")) == ["note"])
                #expect(try String(contentsOfFile: note, encoding: .utf8) == "mine")
                let empty = scene.folder.file("empty")
                try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
                try expectSuccess(scene.serval(["check-plugin", "--new", "rust", empty]))
            }
        }

        private func expectSuccess(_ result: CommandResult) throws {
            try #require(result.status == .exited(0), "\(result.output)\n\(result.errorOutput)")
        }

        private func json(_ result: CommandResult) throws -> JSONValue {
            try expectSuccess(result)
            return try JSONValue(text: result.output)
        }
    }
}
