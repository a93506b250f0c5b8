// SPDX-License-Identifier: Apache-2.0

/// What an expression evaluates to.
///
/// Two values are equal when they have the same kind and content, as `in` sees it: the integer 1280 is not the
/// number 1280.0, and a NaN is not equal to itself. The operator `==` of the language converts first.
public enum Value: Sendable, Equatable {
    /// What a name without a value has, and a condition without an else branch.
    case null
    case bool(Bool)
    /// The display's width and height as they are, and what `round` returns.
    case int(Int)
    /// The display's rate as it is.
    case int16(Int16)
    /// A number in the text, and the result of every calculation.
    case float(Double)
    case string(ByteString)
    case array([Value])
    case object([ByteString: Value])
    indirect case date(DateValue)

    /// The kinds of values by the names that `serval evaluate` gives them.
    public enum Kind: String, Sendable, Hashable {
        case null, bool, int, float, string, array, object, date
    }

    /// What kind of value it is; both widths of integers are `int`.
    public var kind: Kind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int, .int16: .int
        case .float: .float
        case .string: .string
        case .array: .array
        case .object: .object
        case .date: .date
        }
    }
}
