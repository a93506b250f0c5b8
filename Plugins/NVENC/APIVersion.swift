// SPDX-License-Identifier: Apache-2.0

/// A version of NVIDIA's encoder interface.
struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    var major: UInt32
    var minor: UInt32

    /// Those that a probe speaks, newest first. What it uses has the same layout in all of them.
    static let spoken = [(13, 0), (12, 2), (12, 1), (12, 0), (11, 1), (11, 0), (10, 0)].map {
        APIVersion(major: $0.0, minor: $0.1)
    }

    /// The last of those.
    static let oldest = APIVersion(major: 10, minor: 0)

    init(major: UInt32, minor: UInt32) {
        self.major = major
        self.minor = minor
    }

    /// From the answer of `NvEncodeAPIGetMaxSupportedVersion`.
    init(packed: UInt32) { self.init(major: packed >> 4, minor: packed & 0xf) }

    /// What the field `apiVersion` holds.
    var field: UInt32 { major | minor << 24 }

    /// What a structure's field `version` holds, by the structure's own revision.
    func structure(_ revision: UInt32) -> UInt32 { field | revision << 16 | 0x7 << 28 }

    var description: String { "\(major).\(minor)" }

    static func < (left: Self, right: Self) -> Bool { (left.major, left.minor) < (right.major, right.minor) }
}
