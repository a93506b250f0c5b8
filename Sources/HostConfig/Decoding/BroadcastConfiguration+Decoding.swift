// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension BroadcastConfiguration {
    init(_ reader: MappingReader) {
        self.init()
        audioBitrateKbps = reader.integer("audio_bitrate", in: Self.audioBitrates) ?? audioBitrateKbps
        videoBitrateKbps = reader.integer("video_bitrate", in: Self.videoBitrates) ?? videoBitrateKbps
        preset = reader.choice("preset", of: Preset.self, called: "preset") ?? preset
        url = Self.url(reader)
        urlLocation = url == nil ? nil : reader.location("url")
        startsByItself = reader.boolean("autostart") ?? startsByItself
        readDescription(reader)
        reader.rejectUnknownKeys()
    }

    private static func url(_ reader: MappingReader) -> String? {
        guard let text = reader.optionalText("url") else { return nil }
        let isAddress = isURL(text) && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        if isAddress { return text }
        reader.faults.error(
            "url must be an address of RTMP", at: reader.location("url"),
            advice: "write it like rtmp://HOST/APPLICATION/KEY, or rtmps://… for an encrypted one")
        return nil
    }

    private mutating func readDescription(_ reader: MappingReader) {
        guard let text = reader.optionalText("pipeline") else { return }
        guard Self.isURL(text.trimmingBlanks) else {
            description = text
            descriptionLocation = reader.location("pipeline")
            return
        }
        reader.faults.error(
            "pipeline must be a GStreamer description, not an address", at: reader.location("pipeline"),
            advice: "the address belongs in url")
    }

    private static func isURL(_ text: String) -> Bool {
        ["rtmp", "rtmps", "rtmpt", "rtmpe", "rtmpte", "rtmfp"].contains { text.lowercased().hasPrefix($0 + "://") }
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
