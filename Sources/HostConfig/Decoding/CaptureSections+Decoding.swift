// SPDX-License-Identifier: Apache-2.0
import Media

// The small sections of `capture`, each with neko's keys.

extension AudioConfiguration {
    init(_ reader: MappingReader) {
        self.init()
        device = reader.text("device") ?? device
        codec = reader.choice("codec", of: AudioCodec.self, called: "codec") ?? codec
        description = reader.description("pipeline")
        descriptionLocation = description == nil ? nil : reader.location("pipeline")
        reader.rejectUnknownKeys()
    }
}

extension ScreencastConfiguration {
    init(_ reader: MappingReader) {
        self.init()
        isEnabled = reader.boolean("enabled") ?? isEnabled
        rate = reader.fraction("rate") ?? rate
        quality = reader.integer("quality", in: Self.qualities) ?? quality
        description = reader.description("pipeline")
        descriptionLocation = description == nil ? nil : reader.location("pipeline")
        reader.rejectUnknownKeys()
    }
}

extension WebcamConfiguration {
    init(_ reader: MappingReader) {
        self.init()
        isEnabled = reader.boolean("enabled") ?? isEnabled
        device = reader.text("device") ?? device
        size.width = reader.integer("width", in: Self.sides) ?? size.width
        size.height = reader.integer("height", in: Self.sides) ?? size.height
        reader.rejectUnknownKeys()
    }
}

extension MicrophoneConfiguration {
    init(_ reader: MappingReader) {
        self.init()
        isEnabled = reader.boolean("enabled") ?? isEnabled
        device = reader.text("device") ?? device
        reader.rejectUnknownKeys()
    }
}
