// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Testing

/// Every key of neko's `capture`, beside those of `video`.
struct CaptureSectionsTests {
    private func capture(_ text: String) throws -> Configuration {
        try Configuration.parse(SourceText(name: "f", text: "capture: {\(text)}")).configuration
    }

    @Test func `the defaults are neko's`() throws {
        let configuration = try capture("audio: , broadcast: {}, screencast: , webcam: {}, microphone: {}")
        #expect(configuration.audio == AudioConfiguration(device: "audio_output.monitor", codec: .opus))
        #expect(configuration.broadcast.audioBitrateKbps == 128)
        #expect(configuration.broadcast.videoBitrateKbps == 4096)
        #expect(configuration.broadcast.preset == .veryfast)
        #expect(configuration.broadcast.url == nil)
        #expect(configuration.broadcast.startsByItself)
        #expect(configuration.screencast == ScreencastConfiguration(isEnabled: false, rate: FrameRate(10), quality: 60))
        #expect(configuration.webcam.device == "/dev/video0")
        #expect(configuration.webcam.size == Resolution(width: 1280, height: 720))
        #expect(configuration.microphone == MicrophoneConfiguration(isEnabled: true, device: "audio_input"))
    }

    @Test func `every key is read`() throws {
        let configuration = try capture(
            """
            audio: {device: a.monitor, codec: G722, pipeline: 'x ! appsink name=appsink'},
            broadcast: {audio_bitrate: 96, video_bitrate: '2800', preset: faster, pipeline: 'a ! b',
              url: 'rtmps://live/app/key', autostart: false},
            screencast: {enabled: true, rate: 25, quality: '75', pipeline: ''},
            webcam: {enabled: 1, device: /dev/video7, width: 640, height: 360},
            microphone: {enabled: F, device: mic}
            """)
        #expect(configuration.audio.device == "a.monitor")
        #expect(configuration.audio.codec == .g722)
        #expect(configuration.audio.description == "x ! appsink name=appsink")
        #expect(configuration.audio.descriptionLocation?.description == "f:1:61")
        #expect(configuration.broadcast.audioBitrateKbps == 96)
        #expect(configuration.broadcast.videoBitrateKbps == 2800)
        #expect(configuration.broadcast.preset == .faster)
        #expect(configuration.broadcast.description == "a ! b")
        #expect(configuration.broadcast.url == "rtmps://live/app/key")
        #expect(!configuration.broadcast.startsByItself)
        #expect(configuration.broadcast.urlLocation?.line == 3)
        #expect(configuration.screencast == ScreencastConfiguration(isEnabled: true, rate: FrameRate(25), quality: 75))
        #expect(configuration.webcam.isEnabled)
        #expect(configuration.webcam.size == Resolution(width: 640, height: 360))
        #expect(configuration.microphone == MicrophoneConfiguration(isEnabled: false, device: "mic"))
    }

    @Test(arguments: [
        ("10/1", "10/1"), ("30000/1001", "30000/1001"), ("25", "25/1"), ("'5'", "5/1"), ("12.5", "1250/100"),
    ])
    func `a rate is a fraction or a number`(written: String, fraction: String) throws {
        #expect(try capture("screencast: {rate: \(written)}").screencast.rate.fraction == fraction)
    }

    @Test(arguments: [
        "audio: {device: ''}", "audio: {codec: mp3}", "audio: {pipeline: pulsesrc}", "broadcast: {preset: veryfats}",
        "broadcast: {url: 'http://a/b'}", "broadcast: {url: 'rtmp://a b'}", "broadcast: {pipeline: 'rtmp://a/b'}",
        "broadcast: {audio_bitrate: 0}", "broadcast: {video_bitrate: 1.5}", "screencast: {rate: 0/1}",
        "screencast: {rate: 10/0}", "screencast: {rate: fast}", "screencast: {rate: 1/2/3}",
        "screencast: {quality: 150}",
        "screencast: {quality: 7.5}", "screencast: {enabled: on}", "webcam: {width: 0}", "webcam: {devise: x}",
        "microphone: {device: [a]}", "microfone: {}", "audio: []",
    ])
    func `what neko would take silently, or fail on later, is an error`(text: String) {
        #expect(throws: ConfigurationError.self) { try capture(text) }
    }

    @Test(arguments: Fixture.names(in: Fixture.good))
    func `every example of neko's own documentation loads`(name: String) throws {
        let source = SourceText(name: name, bytes: try Fixture.bytes("\(Fixture.good)/\(name).yaml"))
        let parsed = try Configuration.parse(source)
        #expect(parsed.diagnostics.allSatisfy { $0.severity == .warning && $0.message.hasSuffix("is not served yet") })
        let screen = Screen(resolution: Resolution(width: 1920, height: 1080), rate: FrameRate(60))
        for pipeline in parsed.configuration.video.pipelines { _ = try pipeline.evaluated(for: screen) }
    }

    @Test func `the examples are found`() {
        #expect(Fixture.names(in: Fixture.good).count == 9)
    }
}
