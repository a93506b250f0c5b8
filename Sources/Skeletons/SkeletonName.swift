// SPDX-License-Identifier: Apache-2.0

/// What a provider's ids and files are derived from: `fast-encoder`.
public struct SkeletonName: Sendable, Hashable {
    /// For ids and files: `fast-encoder`.
    public let id: String

    /// The text cannot be a part of an id.
    public struct Invalid: Error, Sendable, Hashable, CustomStringConvertible {
        public var name: String
        public var description: String {
            "\"\(name)\" is no name for a provider: it takes letters a to z, digits and single hyphens, begins with a "
                + "letter, and has at most \(SkeletonName.longest) characters"
        }
    }

    static let longest = 40

    /// The name of a folder as one of a provider; capitals become small, and `_` a hyphen.
    public init(_ folder: String) throws(Invalid) {
        let text = folder.lowercased().replacing("_", with: "-")
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isPlain = text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
        guard isPlain, text.first?.isLetter == true, parts.allSatisfy({ !$0.isEmpty }), text.count <= Self.longest
        else { throw Invalid(name: folder) }
        id = text
    }

    /// For people: `Fast Encoder`.
    var title: String { words.joined(separator: " ") }
    /// For types and modules: `FastEncoder`.
    var typeName: String { words.joined() }

    private var words: [String] { id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() } }
}
