// SPDX-License-Identifier: Apache-2.0
import PluginABI

/// A neutral parameter: what a pipeline asks of any encoder, with its unit. `serval/params.h` has the full
/// meaning.
public struct Parameter: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }

    /// The rate to aim at, in kbit/s.
    public static let bitrate = Parameter(rawValue: SERVAL_PARAM_BITRATE)
    /// The rate never to exceed for longer than the buffer, in kbit/s.
    public static let maxBitrate = Parameter(rawValue: SERVAL_PARAM_MAX_BITRATE)
    /// The length of the rate-control buffer, in milliseconds.
    public static let buffer = Parameter(rawValue: SERVAL_PARAM_BUFFER)
    /// Frames between keyframes; 0 for keyframes on request only.
    public static let keyframeInterval = Parameter(rawValue: SERVAL_PARAM_KEYFRAME_INTERVAL)
    /// `cbr`, `vbr` or `cq`.
    public static let rateControl = Parameter(rawValue: SERVAL_PARAM_RATE_CONTROL)
    /// `ultrafast`, `superfast`, `veryfast`, `fast`, `medium` or `quality`.
    public static let speed = Parameter(rawValue: SERVAL_PARAM_SPEED)
    /// Threads to encode with, at least 1.
    public static let threads = Parameter(rawValue: SERVAL_PARAM_THREADS)
    /// The profile as caps spell it; empty for the recipe's own.
    public static let profile = Parameter(rawValue: SERVAL_PARAM_PROFILE)
}
