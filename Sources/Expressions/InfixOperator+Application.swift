// SPDX-License-Identifier: Apache-2.0

extension InfixOperator {
    /// The result for two operands; short circuits and patterns are the evaluator's business.
    func apply(_ left: Value, _ right: Value) throws(Fault) -> Value {
        switch self {
        case .add: return try add(left, right)
        case .subtract, .multiply, .divide, .remainder, .power, .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight:
            if case .float(let left) = left, case .float(let right) = right {
                return .float(calculate(left, right))
            }
            guard let leftNumber = left.number, let rightNumber = right.number else {
                throw misfit(left, right, need: "two numbers")
            }
            return .float(calculate(leftNumber, rightNumber))
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return .bool(try compare(left, right))
        case .equal: return .bool(Self.areEqual(left, right))
        case .notEqual: return .bool(!Self.areEqual(left, right))
        case .and, .or:
            guard let leftTruth = left.truth, let rightTruth = right.truth else {
                throw misfit(left, right, need: "true or false, or numbers, on both sides")
            }
            return .bool(self == .and ? leftTruth && rightTruth : leftTruth || rightTruth)
        case .otherwise: return left.isZero ? right : left
        case .isIn:
            guard case .array(let values) = right else {
                throw Fault("\"in\" needs an array on its right side, not \(right.kind.rawValue)")
            }
            return .bool(values.contains(left))
        case .matches, .matchesNot: preconditionFailure("patterns are matched by the evaluator")
        }
    }

    private func add(_ left: Value, _ right: Value) throws(Fault) -> Value {
        if case .float(let left) = left, case .float(let right) = right { return .float(left + right) }
        if case .string(let left) = left, case .string(let right) = right {
            return .string(ByteString(bytes: left.bytes + right.bytes))
        }
        if let left = left.number, let right = right.number { return .float(left + right) }
        guard left != .null, right != .null else { throw misfit(left, right, need: "two values") }
        return .string(ByteString(bytes: left.bytes(form: .neko) + right.bytes(form: .neko)))
    }

    private func calculate(_ left: Double, _ right: Double) -> Double {
        switch self {
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        case .remainder: left.truncatingRemainder(dividingBy: right)
        case .power: Power.raise(left, to: right)
        case .bitAnd: Double(Int(cutting: left) & Int(cutting: right))
        case .bitOr: Double(Int(cutting: left) | Int(cutting: right))
        case .bitXor: Double(Int(cutting: left) ^ Int(cutting: right))
        // Swift's shifts fill up beyond the width, and a count of 64 or more, or below 0, is that in the original.
        case .shiftLeft: Double(Int(cutting: left) << Self.shift(right))
        case .shiftRight: Double(Int(cutting: left) >> Self.shift(right))
        default: preconditionFailure("not an operator on two numbers")
        }
    }

    private static func shift(_ count: Double) -> Int {
        let whole = count.rounded(.towardZero)
        return whole >= 0 && whole < 64 ? Int(whole) : 64
    }

    private func compare(_ left: Value, _ right: Value) throws(Fault) -> Bool {
        if case .string(let left) = left, case .string(let right) = right { return order(left, right) }
        if let left = left.number, let right = right.number { return order(left, right) }
        guard left != .null, right != .null else { throw misfit(left, right, need: "two values") }
        return order(ByteString(bytes: left.bytes(form: .neko)), ByteString(bytes: right.bytes(form: .neko)))
    }

    private func order<Operand: Comparable>(_ left: Operand, _ right: Operand) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        default: left >= right
        }
    }

    private static func areEqual(_ left: Value, _ right: Value) -> Bool {
        if case .bool(let left) = left, case .bool(let right) = right { return left == right }
        if let left = left.number, let right = right.number { return left == right }
        if let left = left.truth, let right = right.truth { return left == right }
        return left == right
    }

    private func misfit(_ left: Value, _ right: Value, need: String) -> Fault {
        var fault = Fault(
            "\"\(rawValue)\" needs \(need), not \(left.kind.rawValue) and \(right.kind.rawValue)")
        if left == .null || right == .null { fault.advice = Fault.nullAdvice }
        return fault
    }
}

extension PrefixOperator {
    /// The result for one operand.
    func apply(_ value: Value) throws(Fault) -> Value {
        switch self {
        case .not:
            guard let truth = value.truth else { throw misfit(value, need: "true or false, or a number") }
            return .bool(!truth)
        case .negate:
            guard let number = value.number else { throw misfit(value, need: "a number") }
            return .float(-number)
        case .complement:
            guard let number = value.number else { throw misfit(value, need: "a number") }
            return .float(Double(~Int(cutting: number)))
        }
    }

    private func misfit(_ value: Value, need: String) -> Fault {
        Fault(
            "\"\(rawValue)\" needs \(need), not \(value.kind.rawValue)",
            advice: value == .null ? Fault.nullAdvice : nil)
    }
}

extension Fault {
    /// For an operand that is null.
    static let nullAdvice = "a name other than width, height and fps is null; a text needs double quotes"
}
