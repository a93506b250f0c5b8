// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// A pipeline description of a section that is not served yet: what can be said of it is said all the same.
public struct SectionDescription: Sendable, Hashable {
    /// The key that has it, such as `capture.audio.pipeline`.
    public var key: String
    /// As GStreamer would read it, but for `{…}` in it.
    public var text: String
    /// Where it is written.
    public var location: TextLocation?

    public init(key: String, text: String, location: TextLocation?) {
        self.key = key
        self.text = text
        self.location = location
    }
}

extension Configuration {
    /// Those that are written, in the order of the sections.
    public var sectionDescriptions: [SectionDescription] {
        [
            ("audio", audio.description, audio.descriptionLocation),
            ("broadcast", broadcast.description, broadcast.descriptionLocation),
            ("screencast", screencast.description, screencast.descriptionLocation),
        ].compactMap { section, text, location in
            text.map { SectionDescription(key: "capture.\(section).pipeline", text: $0, location: location) }
        }
    }
}
