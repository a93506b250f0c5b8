// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Testing

/// File, environment and flags over each other.
struct LayersTests {
    private func load(
        _ text: String? = nil, environment: [String: String] = [:], flags: [String: String] = [:]
    ) throws -> LoadedConfiguration {
        try LoadedConfiguration(
            file: text.map { SourceText(name: "serval.yaml", text: $0) }, environment: environment,
            flags: flags.sorted { $0.key < $1.key }.map { ConfigurationFlag(key: $0.key, value: $0.value) })
    }

    private func failure(
        _ text: String? = nil, environment: [String: String] = [:], flags: [String: String] = [:]
    ) -> String {
        do {
            _ = try load(text, environment: environment, flags: flags)
            return "no failure"
        } catch {
            return "\(error)"
        }
    }

    private func origin(_ key: String, in loaded: LoadedConfiguration) throws -> String {
        loaded.origin(of: try #require(ConfigurationKey.named(key))).description
    }

    @Test func `a flag is stronger than a variable, and that than the file`() throws {
        let text = "capture: {video: {codec: vp9, display: ':1', show_pointer: true}}"
        let key = "capture.video.codec"
        var loaded = try load(text)
        #expect(loaded.configuration.video.codec == .vp9)
        #expect(try origin(key, in: loaded) == "serval.yaml:1:26")
        loaded = try load(text, environment: ["SERVAL_CAPTURE_VIDEO_CODEC": "av1"])
        #expect(loaded.configuration.video.codec == .av1)
        #expect(try origin(key, in: loaded) == "SERVAL_CAPTURE_VIDEO_CODEC")
        loaded = try load(text, environment: ["NEKO_CAPTURE_VIDEO_CODEC": "av1"], flags: [key: "h264"])
        #expect(loaded.configuration.video.codec == .h264)
        #expect(loaded.configuration.video.display == ":1")
        #expect(try origin(key, in: loaded) == "--capture.video.codec")
        #expect(try origin("capture.video.ids", in: loaded) == "default")
    }

    @Test func `our prefix is stronger than neko's, and an empty variable is none`() throws {
        let loaded = try load(environment: [
            "SERVAL_CAPTURE_VIDEO_CODEC": "h264", "NEKO_CAPTURE_VIDEO_CODEC": "vp9", "NEKO_CAPTURE_VIDEO_DISPLAY": "",
        ])
        #expect(loaded.configuration.video.codec == .h264)
        #expect(loaded.configuration.video.display == nil)
        #expect(
            loaded.diagnostics.map(\.message) == [
                "NEKO_CAPTURE_VIDEO_CODEC has no effect beside SERVAL_CAPTURE_VIDEO_CODEC"
            ])
    }

    @Test(arguments: ConfigurationKey.all)
    func `every key can be said by variable and by flag`(key: ConfigurationKey) throws {
        let text =
            switch key.kind {
            case .boolean: "true"
            case .integer(let bounds): "\(bounds.upperBound)"
            case .word(let words): words.last ?? ""
            case .rate: "5/1"
            case .pipelines: #"{"main":{}}"#
            case .pins: #"{"vendor.so":"\#(String(repeating: "0f", count: 32))"}"#
            case .list where key.path == "capture.video.ids": "main"
            case .list where key.path == "providers.paths": "/a"
            case .list: "a"
            case .text where key.path == "server.bind": "localhost:1"
            case .text where key.path.hasSuffix(".url"): "rtmp://a/b"
            case .text where key.path.hasSuffix(".pipeline"): "a ! appsink name=appsink"
            case .text: "a"
            }
        for prefix in ["SERVAL_", "NEKO_"] {
            let name = prefix + key.environmentName
            #expect(try origin(key.path, in: load(environment: [name: text])) == name)
        }
        let loaded = try load(flags: [key.path: text])
        #expect(try origin(key.path, in: loaded) == "--\(key.path)")
        #expect(key.value(in: loaded) != .null)
    }

    @Test func `pipelines can be JSON in a variable, and faults point into it`() throws {
        let json =
            #"{"HQ":{"fps":"25","gst_encoder":"vp8enc","gst_params":{"target-bitrate":"round(3072 * 650)"}},"lq":{}}"#
        let loaded = try load(environment: ["NEKO_CAPTURE_VIDEO_PIPELINES": json, "NEKO_CAPTURE_VIDEO_IDS": "lq HQ"])
        #expect(loaded.configuration.video.ids == ["lq", "HQ"])
        let screen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))
        let high = try #require(loaded.configuration.video.pipeline("HQ")).evaluated(for: screen)
        #expect(high.properties.map(\.value) == ["1996800"])
        #expect(
            loaded.pipelineValues.first { $0.key.hasSuffix("HQ.fps") }?.origin
                == .environment("NEKO_CAPTURE_VIDEO_PIPELINES"))
        #expect(
            failure(environment: ["NEKO_CAPTURE_VIDEO_PIPELINES": #"{"a":{"fps":"25 *","gst_encodr":"x"}}"#]) == """
                NEKO_CAPTURE_VIDEO_PIPELINES:1:18: error: the expression ends where a value should be
                    1 | {"a":{"fps":"25 *","gst_encodr":"x"}}
                      |                  ^
                NEKO_CAPTURE_VIDEO_PIPELINES:1:20: error: unknown key "gst_encodr" in a pipeline
                    1 | {"a":{"fps":"25 *","gst_encodr":"x"}}
                      |                    ^~~~~~~~~~~~
                      = did you mean "gst_encoder"?
                """)
        #expect(failure(environment: ["NEKO_CAPTURE_VIDEO_PIPELINES": "{"]).contains("error: YAML: "))
    }

    @Test func `JSON within the file is read, too`() throws {
        let text = """
            capture:
              video:
                pipelines:
                  a: '{"gst_encoder": "x264enc", "gst_params": {"bitrate": 5}}'
                  b: {gst_encoder: x264enc, gst_params: '{"bitrate": width / 2}'}
            """
        let pipelines = try load(text).configuration.video.pipelines
        #expect(pipelines.map { $0.parameters.map(\.value.text) } == [["5"], ["width / 2"]])
        #expect(
            failure("capture: {video: {pipelines: '{\"a\": {\"fps\": 0}}'}}") == """
                JSON at serval.yaml:1:30:1:15: error: fps must be above 0 and at most 1000
                    1 | {"a": {"fps": 0}}
                      |               ^
                """)
    }

    @Test func `flags are understood as neko writes them`() {
        let arguments = [
            "run", "--capture.video.codec", "h264", "--capture.screencast.enabled", "--server.bind=:80", "--demo",
            "--capture.video.pipeline=a=b", "x.y", "--", "--capture.video.codec",
        ]
        #expect(
            ConfigurationFlag.rewriting(arguments) == [
                "run", "--set", "capture.video.codec=h264", "--set", "capture.screencast.enabled=true", "--set",
                "server.bind=:80", "--demo", "--set", "capture.video.pipeline=a=b", "x.y", "--",
                "--capture.video.codec",
            ])
        #expect(ConfigurationFlag("a.b=c=d") == ConfigurationFlag(key: "a.b", value: "c=d"))
        #expect(ConfigurationFlag("a.b") == nil)
    }

    @Test func `a fault of a variable or flag is shown in it`() {
        #expect(
            failure(environment: ["NEKO_CAPTURE_SCREENCAST_ENABLED": "yes"], flags: ["capture.video.codex": "h264"])
                == """
                --capture.video.codex:1:1: error: unknown key "codex" in capture.video
                    1 | h264
                      | ^~~~
                      = did you mean "codec"?
                NEKO_CAPTURE_SCREENCAST_ENABLED:1:1: error: enabled must be true or false, not "yes"
                    1 | yes
                      | ^~~
                      = write true
                NEKO_CAPTURE_SCREENCAST_ENABLED:1:1: warning: capture.screencast is not served yet
                    1 | yes
                      | ^~~
                """)
    }

    @Test func `a flag that finds no mapping in its way is not dropped silently`() throws {
        let flags = ["capture.video.pipelines.a.fps": "20"]
        let loaded = try load("capture: {video: {pipelines: {a: {fps: 10}, b: {}}}}", flags: flags)
        #expect(loaded.configuration.video.pipelines.map(\.fps?.text) == ["20", nil])
        let environment = ["NEKO_CAPTURE_VIDEO_PIPELINES": "{}"]
        #expect(failure(environment: environment, flags: flags).contains("one of its sections is no mapping"))
        #expect(failure("capture: 5", flags: flags).contains("capture must be a mapping of keys, not \"5\""))
        #expect(failure(flags: ["..": "x"]).contains("must be a mapping of keys"))
    }

    @Test func `variables that are no key are said, foreign ones once`() throws {
        let loaded = try load(environment: [
            "NEKO_CAPTURE_VIDEO_CODECS": "x", "NEKO_PASSWORD": "x", "NEKO_ICELITE": "1", "SERVAL_PROVIDER_PATH": "/x",
            "NEKO_CONFIG": "/x", "OTHER": "1",
        ])
        #expect(
            loaded.diagnostics.map { "\($0.severity): \($0.message) \($0.advice ?? "")" } == [
                "warning: NEKO_CAPTURE_VIDEO_CODECS is no key did you mean NEKO_CAPTURE_VIDEO_CODEC?",
                "note: Serval does not read these variables of neko: NEKO_ICELITE, NEKO_PASSWORD ",
            ])
    }

    @Test func `of the server, only our own prefix has no other keys`() throws {
        let loaded = try load(environment: ["SERVAL_SERVER_BINDD": ":80", "NEKO_SERVER_CORS": "*"])
        #expect(
            loaded.diagnostics.map { "\($0.severity): \($0.message) \($0.advice ?? "")" } == [
                "warning: SERVAL_SERVER_BINDD is no key did you mean SERVAL_SERVER_BIND?",
                "note: Serval does not read these variables of neko: NEKO_SERVER_CORS ",
            ])
    }

    @Test func `what a pipeline takes from its section has the section's origin`() throws {
        let text = """
            capture:
              video:
                show_pointer: true
                pipelines:
                  a: {}
                  b: {codec: vp8, show_pointer: false}
            """
        let loaded = try load(text, environment: ["NEKO_CAPTURE_VIDEO_CODEC": "h264"])
        let origins = Dictionary(
            uniqueKeysWithValues: loaded.pipelineValues.map { ($0.key, "\($0.value) \($0.origin)") })
        let path = "capture.video.pipelines"
        #expect(origins["\(path).a.codec"] == "text(\"h264\") NEKO_CAPTURE_VIDEO_CODEC")
        #expect(origins["\(path).a.show_pointer"] == "bool(true) serval.yaml:3:19")
        #expect(origins["\(path).b.codec"] == "text(\"vp8\") serval.yaml:6:18")
        #expect(origins["\(path).b.show_pointer"] == "bool(false) serval.yaml:6:37")
        #expect(origins["\(path).a.mode"] == "text(\"interactive\") default")
    }

    @Test func `a file's relative folders count from its own, and those of a variable from nowhere`() throws {
        let file = SourceText(name: "/etc/serval/serval.yaml", text: "providers: {paths: [a]}")
        #expect(try LoadedConfiguration(file: file).configuration.providers.paths == ["/etc/serval/a"])
        let environment = ["SERVAL_PROVIDERS_PATHS": "a"]
        let error = #expect(throws: ConfigurationError.self) {
            try LoadedConfiguration(file: file, environment: environment)
        }
        let texts = error?.diagnostics.map { "\($0)" } ?? []
        #expect(texts.count == 1)
        #expect(texts.first?.hasPrefix("SERVAL_PROVIDERS_PATHS") == true, "\(texts)")
        #expect(texts.first?.contains("\"a\" is no absolute path") == true, "\(texts)")
    }

    @Test func `as with neko, the case of keys does not count, but that of ids does`() throws {
        let video = try load("Capture: {VIDEO: {Codec: h264, pipelines: {HQ: {FPS: 5}, hq: {}}}}").configuration.video
        #expect(video.codec == .h264)
        #expect(video.ids == ["HQ", "hq"])
        #expect(video.pipelines[0].fps?.text == "5")
        #expect(failure("capture: {video: {codec: h264, Codec: vp8}}").contains("unknown key \"Codec\""))
    }

    @Test func `the loader takes the file that a variable names`() throws {
        let path = Fixture.good + "/neko-h264.yaml"
        let loaded = try ConfigurationLoader.load(path: nil, searchPath: [], environment: ["NEKO_CONFIG": path])
        #expect(loaded.file == path)
        #expect(throws: ConfigurationError.self) {
            try ConfigurationLoader.load(path: nil, searchPath: [], environment: ["SERVAL_CONFIG": "/nonexistent"])
        }
    }
}
