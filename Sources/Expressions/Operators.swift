// SPDX-License-Identifier: Apache-2.0

/// What stands before one operand.
enum PrefixOperator: String, Sendable {
    case negate = "-"
    case not = "!"
    case complement = "~"
}

/// What stands between two operands. All of them are left-associative, `**` too.
enum InfixOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case power = "**"
    case bitAnd = "&"
    case bitOr = "|"
    case bitXor = "^"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case matches = "=~"
    case matchesNot = "!~"
    case isIn = "in"
    case and = "&&"
    case or = "||"
    case otherwise = "??"

    /// The higher binds tighter. The condition `?` has the lowest, 0.
    var precedence: Int {
        switch self {
        case .otherwise: 0
        case .or: 20
        case .and: 21
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .matches, .matchesNot, .isIn: 40
        case .bitAnd, .bitOr, .bitXor: 60
        case .shiftLeft, .shiftRight: 90
        case .add, .subtract: 120
        case .multiply, .divide, .remainder: 150
        case .power: 200
        }
    }

    /// Whether the right operand may be left out, depending on the left one.
    var isShortCircuiting: Bool {
        switch self {
        case .and, .or, .otherwise: true
        default: false
        }
    }

    /// Whether the left operand is already the result.
    func isDecided(by left: Value) -> Bool {
        switch self {
        case .and: left == .bool(false)
        case .or: left == .bool(true)
        case .otherwise: !left.isZero
        default: false
        }
    }
}
