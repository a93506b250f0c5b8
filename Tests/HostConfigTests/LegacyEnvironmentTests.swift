// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Testing

/// The variables of neko 2.
struct LegacyEnvironmentTests {
    private func load(_ text: String = "", _ environment: [String: String]) throws -> LoadedConfiguration {
        try LoadedConfiguration(file: SourceText(name: "f", text: text), environment: environment)
    }

    @Test func `a codec, a bitrate and a rate make one automatic pipeline`() throws {
        let loaded = try load(
            [
                "NEKO_H264": "true", "NEKO_VIDEO_CODEC": "vp9", "NEKO_VIDEO_BITRATE": "3072", "NEKO_MAX_FPS": "30",
            ].reduce(into: [:]) { $0[$1.key] = $1.value })
        let video = loaded.configuration.video
        #expect(video.ids == ["main"])
        #expect(video.pipelines[0].codec == .h264)
        #expect(video.pipelines[0].encoder == .auto)
        #expect(video.pipelines[0].bitrate?.text == "3072")
        #expect(video.pipelines[0].fps?.text == "30")
        #expect(loaded.diagnostics.allSatisfy { $0.severity == .note })
        #expect(
            loaded.diagnostics.first?.message
                == "NEKO_H264 is a variable of neko 2: it is read as capture.video.codec: h264")
    }

    private func load(_ environment: [String: String]) throws -> LoadedConfiguration { try load("", environment) }

    @Test(arguments: [("VAAPI", "org.serval.vaapi"), ("nvenc", "org.serval.nvenc"), ("none", "org.serval.software")])
    func `NEKO_HWENC says what comes first, and leaves the rest as a reserve`(value: String, provider: String) throws {
        let loaded = try load(["NEKO_HWENC": value])
        #expect(loaded.configuration.providers.rules.prefer?.map(\.pattern.text) == [provider])
        #expect(loaded.configuration.video == VideoConfiguration())
        #expect(loaded.diagnostics.count == 1)
    }

    @Test func `templates become descriptions`() throws {
        let loaded = try load([
            "NEKO_VIDEO": "ximagesrc display-name=%s ! vp8enc", "NEKO_AUDIO": "pulsesrc device=%s ! opusenc",
            "NEKO_AUDIO_CODEC": "OPUS", "NEKO_DEVICE": "x.monitor", "NEKO_DISPLAY": ":3",
        ])
        let configuration = loaded.configuration
        #expect(
            configuration.video.pipelines[0].description
                == "ximagesrc display-name={display} ! vp8enc ! appsink name=appsink")
        #expect(configuration.audio.description == "pulsesrc device={device} ! opusenc ! appsink name=appsink")
        #expect(configuration.audio.codec == .opus)
        #expect(configuration.audio.device == "x.monitor")
        #expect(configuration.video.display == ":3")
    }

    @Test func `pipelines of the file are not replaced, and the codec stays theirs`() throws {
        let text = "capture: {video: {codec: h264, pipelines: {a: {}}}}"
        let loaded = try load(text, ["NEKO_HWENC": "vaapi", "NEKO_VIDEO_CODEC": "vp8"])
        #expect(loaded.configuration.video.ids == ["a"])
        #expect(loaded.configuration.video.codec == .h264)
        #expect(loaded.diagnostics.map(\.severity) == [.warning, .warning])
        #expect(
            loaded.diagnostics.last?.message
                == "NEKO_HWENC is a variable of neko 2: it has no effect beside capture.video.pipeline or pipelines")
    }

    @Test func `the key's own variable is stronger`() throws {
        let loaded = try load(["NEKO_DISPLAY": ":3", "NEKO_CAPTURE_VIDEO_DISPLAY": ":4"])
        #expect(loaded.configuration.video.display == ":4")
    }

    @Test func `the switch legacy turns them off`() throws {
        #expect(try load("legacy: false", ["NEKO_DISPLAY": ":3"]).configuration.video.display == nil)
        #expect(try load(["NEKO_DISPLAY": ":3", "NEKO_LEGACY": "0"]).configuration.video.display == nil)
    }

    @Test(arguments: [
        "NEKO_HWENC", "NEKO_VP8", "NEKO_VIDEO_CODEC", "NEKO_VIDEO_BITRATE", "NEKO_BROADCAST_AUTOSTART", "NEKO_BIND",
    ])
    func `what they cannot be is an error`(name: String) {
        #expect(throws: ConfigurationError.self) { try load([name: "nvnec"]) }
    }
}
