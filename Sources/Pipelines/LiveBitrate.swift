// SPDX-License-Identifier: Apache-2.0

/// How the bitrate changes while the encoder runs: one property, in units of kbit/s × numerator / denominator.
public struct LiveBitrate: Sendable, Hashable {
    public var property: String
    public var numerator: Int64
    public var denominator: Int64
}
