// SPDX-License-Identifier: Apache-2.0

/// Encoder × device, as probed: this works here, within these limits, and this is how.
public struct Offer: Sendable, Hashable {
    /// The id of one of the provider's encoders.
    public var encoder: String
    /// The id of a device that was reported before.
    public var deviceID: String
    /// What the encoder takes here.
    public var limits: Limits
    /// What it cannot do here, where that decides about its use.
    public var lacks: [Lack]
    /// How to encode with it.
    public var recipe: Recipe

    /// Creates an offer.
    public init(
        encoder: String, deviceID: String, limits: Limits = Limits(), lacks: [Lack] = [], recipe: Recipe
    ) {
        self.encoder = encoder
        self.deviceID = deviceID
        self.limits = limits
        self.lacks = lacks
        self.recipe = recipe
    }
}
