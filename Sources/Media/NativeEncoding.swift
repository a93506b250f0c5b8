// SPDX-License-Identifier: Apache-2.0

/// How to encode with a provider's own code: what its sessions take.
public struct NativeEncoding: Codable, Sendable, Hashable {
    /// Best first; at least one.
    public var formats: [RawFormat]
    /// How many frames a session holds back at most.
    public var heldFrames: Int

    public init(formats: [RawFormat], heldFrames: Int = 0) {
        self.formats = formats
        self.heldFrames = heldFrames
    }
}

/// How raw frames lie in memory, by the name that caps have for it.
public enum RawFormat: String, Codable, Sendable, Hashable, CaseIterable {
    case i420 = "I420"
    case nv12 = "NV12"
}
