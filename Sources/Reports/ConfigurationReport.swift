// SPDX-License-Identifier: Apache-2.0

/// What `serval config show` prints: each value in effect, and where it comes from.
public struct ConfigurationReport: Codable, Sendable, Hashable {
    /// A value as JSON has it.
    public enum Value: Codable, Sendable, Hashable {
        case null
        case bool(Bool)
        case integer(Int)
        case text(String)
        case list([String])

        public init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let bool = try? container.decode(Bool.self) {
                self = .bool(bool)
            } else if let integer = try? container.decode(Int.self) {
                self = .integer(integer)
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .list(try container.decode([String].self))
            }
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .null: try container.encodeNil()
            case .bool(let bool): try container.encode(bool)
            case .integer(let integer): try container.encode(integer)
            case .text(let text): try container.encode(text)
            case .list(let list): try container.encode(list)
            }
        }
    }

    public struct Origin: Codable, Sendable, Hashable {
        public enum Kind: String, Codable, Sendable, Hashable {
            case builtIn = "default"
            case file, environment, flag
        }

        public var kind: Kind
        /// The file, the variable or the flag; null for a default.
        @ExplicitNull public var name: String?
        /// Where it stands in a file, from 1; null for all else.
        @ExplicitNull public var line: Int?
        @ExplicitNull public var column: Int?

        public init(_ kind: Kind, name: String? = nil, line: Int? = nil, column: Int? = nil) {
            self.kind = kind
            self.name = name
            self.line = line
            self.column = column
        }
    }

    public struct Entry: Codable, Sendable, Hashable {
        public var key: String
        public var value: Value
        public var origin: Origin

        public init(key: String, value: Value, origin: Origin) {
            self.key = key
            self.value = value
            self.origin = origin
        }
    }

    public var schema = 1
    /// The file that was read; null for none.
    @ExplicitNull public var file: String?
    public var values: [Entry]

    public init(file: String?, values: [Entry]) {
        self.file = file
        self.values = values
    }
}
