// SPDX-License-Identifier: Apache-2.0

/// Why bytes are no ELF file that can be read.
public enum ELFError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The first bytes are those of something else.
    case notELF
    /// The file is shorter than its headers say, in bytes.
    case truncated(size: Int, expected: Int)
    /// Something in it contradicts itself.
    case malformed(String)

    public var description: String {
        switch self {
        case .notELF: "is not an ELF file"
        case .truncated(let size, let expected): "is cut off: \(size) of \(expected) bytes are there"
        case .malformed(let what): "is damaged: \(what)"
        }
    }
}
