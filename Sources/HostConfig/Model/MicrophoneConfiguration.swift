// SPDX-License-Identifier: Apache-2.0

/// Section `capture.microphone`: a viewer's microphone, played as a source of this machine.
public struct MicrophoneConfiguration: Sendable, Hashable {
    public var isEnabled: Bool
    /// The PulseAudio device that plays it.
    public var device: String

    public init(isEnabled: Bool = true, device: String = "audio_input") {
        self.isEnabled = isEnabled
        self.device = device
    }
}
