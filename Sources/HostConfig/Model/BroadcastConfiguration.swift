// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// Section `capture.broadcast`: picture and sound, sent to a streaming service.
public struct BroadcastConfiguration: Sendable, Hashable {
    /// x264's speeds, the fastest first.
    public enum Preset: String, Sendable, Hashable, CaseIterable {
        case ultrafast, superfast, veryfast, faster, fast, medium, slow, slower, veryslow, placebo
    }

    public var audioBitrateKbps: Int
    public var videoBitrateKbps: Int
    public var preset: Preset
    /// The whole pipeline as GStreamer text, with `{hostname}`, `{display}`, `{device}` and `{url}`; nil to have it
    /// built.
    public var description: String?
    /// Where `description` is written; nil when it is not.
    public var descriptionLocation: TextLocation?
    /// Where to send to; nil until somebody says so while Serval runs.
    public var url: String?
    /// Whether it starts with Serval, given a `url`.
    public var startsByItself: Bool
    /// Where `url` is written; nil when it is not.
    public var urlLocation: TextLocation?

    static let audioBitrates = 6...512
    static let videoBitrates = 1...1_000_000

    public init(
        audioBitrateKbps: Int = 128, videoBitrateKbps: Int = 4096, preset: Preset = .veryfast,
        description: String? = nil, url: String? = nil, startsByItself: Bool = true, urlLocation: TextLocation? = nil
    ) {
        self.audioBitrateKbps = audioBitrateKbps
        self.videoBitrateKbps = videoBitrateKbps
        self.preset = preset
        self.description = description
        self.url = url
        self.startsByItself = startsByItself
        self.urlLocation = urlLocation
    }
}
