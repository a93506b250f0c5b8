// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

/// Section `capture.audio`: the sound that viewers hear.
public struct AudioConfiguration: Sendable, Hashable {
    /// The PulseAudio device to capture.
    public var device: String
    public var codec: AudioCodec
    /// The whole pipeline as GStreamer text, in which `{device}` stands for the device; nil to have it built.
    public var description: String?
    /// Where `description` is written; nil when it is not.
    public var descriptionLocation: TextLocation?

    public init(device: String = "audio_output.monitor", codec: AudioCodec = .opus, description: String? = nil) {
        self.device = device
        self.codec = codec
        self.description = description
    }
}
