// SPDX-License-Identifier: Apache-2.0

/// A codec for sound that WebRTC carries.
public enum AudioCodec: String, Codable, Sendable, Hashable, CaseIterable {
    case opus, g722, pcmu, pcma
}
