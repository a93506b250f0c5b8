// SPDX-License-Identifier: Apache-2.0

/// Why something is as it is: a stable code for programs, a sentence for people, and what to do about it.
public struct Reason: Codable, Sendable, Hashable, Error, CustomStringConvertible {
    /// A code that scripts and metrics may rely on; providers may bring codes of their own.
    public struct Code: RawRepresentable, Codable, Sendable, Hashable, ExpressibleByStringLiteral {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public init(stringLiteral value: String) { rawValue = value }
        public init(from decoder: any Decoder) throws { rawValue = try String(from: decoder) }
        public func encode(to encoder: any Encoder) throws { try rawValue.encode(to: encoder) }
    }

    public var code: Code
    public var text: String
    /// What the user can do; nil when there is nothing to do.
    public var hint: String?

    public init(_ code: Code, _ text: String, hint: String? = nil) {
        self.code = code
        self.text = text
        self.hint = hint
    }

    public var description: String { hint.map { "\(text) (\($0))" } ?? text }
}
