// SPDX-License-Identifier: Apache-2.0

/// What an encoder takes, in pixels; 0 stands for unknown.
public struct Limits: Sendable, Hashable {
    /// The least width; 0 when unknown.
    public var minimumWidth: Int
    /// The least height; 0 when unknown.
    public var minimumHeight: Int
    /// The greatest width; 0 when unknown.
    public var maximumWidth: Int
    /// The greatest height; 0 when unknown.
    public var maximumHeight: Int
    /// The neutral rate controls that work: `cbr`, `vbr`, `cq`; empty when unknown.
    public var rateControls: [String]
    /// The profiles that work, as caps spell them: `constrained-baseline`; empty when unknown.
    public var profiles: [String]

    /// Creates limits; everything not given is unknown.
    public init(
        minimumWidth: Int = 0, minimumHeight: Int = 0, maximumWidth: Int = 0, maximumHeight: Int = 0,
        rateControls: [String] = [], profiles: [String] = []
    ) {
        self.minimumWidth = minimumWidth
        self.minimumHeight = minimumHeight
        self.maximumWidth = maximumWidth
        self.maximumHeight = maximumHeight
        self.rateControls = rateControls
        self.profiles = profiles
    }
}
