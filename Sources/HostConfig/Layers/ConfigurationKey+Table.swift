// SPDX-License-Identifier: Apache-2.0
import Media

extension ConfigurationKey {
    /// All of them: neko's where the meaning is the same, and Serval's own.
    public static let all: [ConfigurationKey] =
        server + video + audio + broadcast + screencast + webcam + microphone + providers

    private static let server: [ConfigurationKey] = [
        ConfigurationKey("server.bind", .text, "HOST:PORT to listen on") {
            .text($0.configuration.server.bind.description)
        }
    ]

    private static let video: [ConfigurationKey] = [
        ConfigurationKey("capture.video.display", .text, "X display to capture; without one that of DISPLAY") {
            ShownValue($0.configuration.video.display)
        },
        ConfigurationKey(
            "capture.video.codec", .word(Codec.allCases.map(\.rawValue)), "codec of pipelines that name none"
        ) { .text($0.configuration.video.codec.rawValue) },
        ConfigurationKey("capture.video.ids", .list, "pipelines that viewers can choose from, the first by default") {
            .list($0.configuration.video.ids)
        },
        ConfigurationKey("capture.video.pipeline", .text, "GStreamer description of the only pipeline, main") {
            ShownValue($0.writtenText("capture.video.pipeline"))
        },
        ConfigurationKey("capture.video.pipelines", .pipelines, "pipelines by their ids") {
            .list($0.configuration.video.pipelines.map(\.id))
        },
        ConfigurationKey(
            "capture.video.show_pointer", .boolean, "whether pipelines that do not say show the mouse pointer"
        ) { $0.configuration.video.showPointer.map { .bool($0) } ?? .null },
    ]

    private static let audio: [ConfigurationKey] = [
        ConfigurationKey("capture.audio.device", .text, "PulseAudio device to capture") {
            .text($0.configuration.audio.device)
        },
        ConfigurationKey("capture.audio.codec", .word(AudioCodec.allCases.map(\.rawValue)), "codec of the sound") {
            .text($0.configuration.audio.codec.rawValue)
        },
        ConfigurationKey("capture.audio.pipeline", .text, "GStreamer description, with {device} in it") {
            ShownValue($0.configuration.audio.description)
        },
    ]

    private static let broadcast: [ConfigurationKey] = [
        ConfigurationKey(
            "capture.broadcast.audio_bitrate", .integer(BroadcastConfiguration.audioBitrates), "kbit/s of the sound"
        ) { .integer($0.configuration.broadcast.audioBitrateKbps) },
        ConfigurationKey(
            "capture.broadcast.video_bitrate", .integer(BroadcastConfiguration.videoBitrates), "kbit/s of the picture"
        ) { .integer($0.configuration.broadcast.videoBitrateKbps) },
        ConfigurationKey(
            "capture.broadcast.preset", .word(BroadcastConfiguration.Preset.allCases.map(\.rawValue)),
            "x264's speed"
        ) { .text($0.configuration.broadcast.preset.rawValue) },
        ConfigurationKey(
            "capture.broadcast.pipeline", .text,
            "GStreamer description, with {hostname}, {display}, {device}, {url} in it"
        ) { ShownValue($0.configuration.broadcast.description) },
        ConfigurationKey("capture.broadcast.url", .text, "RTMP address to send to") {
            ShownValue($0.configuration.broadcast.url)
        },
        ConfigurationKey("capture.broadcast.autostart", .boolean, "whether it starts with Serval, given a url") {
            .bool($0.configuration.broadcast.startsByItself)
        },
    ]

    private static let screencast: [ConfigurationKey] = [
        ConfigurationKey("capture.screencast.enabled", .boolean, "whether single pictures can be fetched") {
            .bool($0.configuration.screencast.isEnabled)
        },
        ConfigurationKey("capture.screencast.rate", .rate, "pictures per second") {
            .text($0.configuration.screencast.rate.fraction)
        },
        ConfigurationKey(
            "capture.screencast.quality", .integer(ScreencastConfiguration.qualities), "JPEG quality in percent"
        ) { .integer($0.configuration.screencast.quality) },
        ConfigurationKey("capture.screencast.pipeline", .text, "GStreamer description, with {display} in it") {
            ShownValue($0.configuration.screencast.description)
        },
    ]

    private static let webcam: [ConfigurationKey] = [
        ConfigurationKey("capture.webcam.enabled", .boolean, "whether viewers can share their camera") {
            .bool($0.configuration.webcam.isEnabled)
        },
        ConfigurationKey("capture.webcam.device", .text, "video4linux device that plays the camera") {
            .text($0.configuration.webcam.device)
        },
        ConfigurationKey("capture.webcam.width", .integer(WebcamConfiguration.sides), "pixels") {
            .integer($0.configuration.webcam.size.width)
        },
        ConfigurationKey("capture.webcam.height", .integer(WebcamConfiguration.sides), "pixels") {
            .integer($0.configuration.webcam.size.height)
        },
    ]

    private static let microphone: [ConfigurationKey] = [
        ConfigurationKey("capture.microphone.enabled", .boolean, "whether viewers can share their microphone") {
            .bool($0.configuration.microphone.isEnabled)
        },
        ConfigurationKey("capture.microphone.device", .text, "PulseAudio device that plays the microphone") {
            .text($0.configuration.microphone.device)
        },
    ]

    private static let providers: [ConfigurationKey] = [
        ConfigurationKey("providers.paths", .list, "folders with providers, besides the built-in ones") {
            .list($0.configuration.providers.paths)
        },
        ConfigurationKey("providers.pins", .pins, "the only libraries to load, by name or path, with their SHA-256") {
            $0.configuration.providers.pins.map { .list($0.map { "\($0.library): \($0.sum)" }) } ?? .null
        },
        ConfigurationKey("providers.prefer", .list, "encoders that come first") {
            list($0.configuration.providers.rules.prefer)
        },
        ConfigurationKey("providers.require", .list, "the only encoders that will do") {
            list($0.configuration.providers.rules.require)
        },
        ConfigurationKey("providers.forbid", .list, "encoders that are never used") {
            list($0.configuration.providers.rules.forbid)
        },
        ConfigurationKey("providers.device", .text, "the only device that will do") {
            ShownValue($0.configuration.providers.rules.device?.description)
        },
    ]

    private static func list(_ names: [EncoderRules.Name]?) -> ShownValue {
        names.map { .list($0.map(\.pattern.text)) } ?? .null
    }
}
