// SPDX-License-Identifier: Apache-2.0

/// All that a user can say about how Serval runs.
///
/// The defaults make a host that serves the display of the environment to this machine alone.
public struct Configuration: Sendable, Hashable {
    /// How Serval is reached.
    public var server: ServerConfiguration
    /// What is captured, and how it is encoded.
    public var video: VideoConfiguration
    /// Where encoders come from.
    public var providers: ProviderConfiguration

    public init(
        server: ServerConfiguration = ServerConfiguration(), video: VideoConfiguration = VideoConfiguration(),
        providers: ProviderConfiguration = ProviderConfiguration()
    ) {
        self.server = server
        self.video = video
        self.providers = providers
    }
}
