// SPDX-License-Identifier: Apache-2.0

/// Who sends media of a section, seen from the one who wrote the description.
public enum MediaDirection: String, Sendable, Hashable, CaseIterable {
    case sendrecv, sendonly, recvonly, inactive

    /// The writer takes media from the other end.
    public var receives: Bool { self == .sendrecv || self == .recvonly }
}
