// SPDX-License-Identifier: Apache-2.0

/// All that a user can say about how Serval runs.
///
/// The defaults make a host that serves the display of the environment to this machine alone.
public struct Configuration: Sendable, Hashable {
    /// How Serval is reached.
    public var server = ServerConfiguration()
    /// What is captured, and how it is encoded.
    public var video = VideoConfiguration()
    public var audio = AudioConfiguration()
    public var broadcast = BroadcastConfiguration()
    public var screencast = ScreencastConfiguration()
    public var webcam = WebcamConfiguration()
    public var microphone = MicrophoneConfiguration()
    /// Where encoders come from.
    public var providers = ProviderConfiguration()

    public init() {}
}
