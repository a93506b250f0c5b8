// SPDX-License-Identifier: Apache-2.0

/// Which encoder of which provider on which device: what trials, winners and sessions are remembered by.
public struct CandidateKey: Codable, Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The provider's id.
    public var provider: String
    /// The encoder's id, unique within its provider.
    public var encoder: String
    /// The device's id; empty for one that found no device.
    public var device: String

    public init(provider: String, encoder: String, device: String) {
        self.provider = provider
        self.encoder = encoder
        self.device = device
    }

    /// `x264enc on cpu`.
    public var description: String { device.isEmpty ? encoder : "\(encoder) on \(device)" }

    /// By provider, then encoder, then device: an order that never changes.
    public static func < (a: CandidateKey, b: CandidateKey) -> Bool {
        (a.provider, a.encoder, a.device) < (b.provider, b.encoder, b.device)
    }
}
