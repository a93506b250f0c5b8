// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

/// Section `capture.screencast`: single pictures, for viewers without WebRTC.
public struct ScreencastConfiguration: Sendable, Hashable {
    public var isEnabled: Bool
    public var rate: FrameRate
    /// In percent.
    public var quality: Int
    /// The whole pipeline as GStreamer text, in which `{display}` stands for the display; nil to have it built.
    public var description: String?
    /// Where `description` is written; nil when it is not.
    public var descriptionLocation: TextLocation?

    static let qualities = 0...100

    public init(
        isEnabled: Bool = false, rate: FrameRate = FrameRate(10), quality: Int = 60, description: String? = nil
    ) {
        self.isEnabled = isEnabled
        self.rate = rate
        self.quality = quality
        self.description = description
    }
}
