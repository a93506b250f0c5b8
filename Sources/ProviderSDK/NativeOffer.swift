// SPDX-License-Identifier: Apache-2.0

/// Encoder × device, as probed, for an encoder with code of its own: this works here, within these limits.
public struct NativeOffer: Sendable, Hashable {
    /// The id of one of the provider's encoders, which has no element.
    public var encoder: String
    /// The id of a device that was reported before.
    public var deviceID: String
    /// What the encoder takes here.
    public var limits: Limits
    /// What it cannot do here, where that decides about its use.
    public var lacks: [Lack]
    /// The formats of frames that its sessions take, best first; at least one.
    public var formats: [Format]
    /// How many frames a session holds back at most.
    public var heldFrames: Int

    /// Creates an offer.
    public init(
        encoder: String, deviceID: String, limits: Limits = Limits(), lacks: [Lack] = [], formats: [Format],
        heldFrames: Int = 0
    ) {
        self.encoder = encoder
        self.deviceID = deviceID
        self.limits = limits
        self.lacks = lacks
        self.formats = formats
        self.heldFrames = heldFrames
    }
}

/// How the pixels of a frame lie in memory; `serval/format.h` draws it.
public enum Format: Sendable, Hashable, CaseIterable {
    /// Three planes: Y, U, V.
    case i420
    /// Two planes: Y, and U with V in turn.
    case nv12
}
