// SPDX-License-Identifier: Apache-2.0

/// Compiles an expression's text to a program, and calculates on the way what has only constants.
///
/// Operators wait on a stack until one that binds no tighter follows, so only what is in parentheses or
/// brackets, or behind a condition, costs call depth; that is limited.
struct Parser {
    /// A fault with the part of the text, in bytes, that it is about.
    struct Failure: Error {
        var fault: Fault
        var range: Range<Int>
    }

    /// An operand, which is compiled already.
    enum Operand {
        /// The last step of the program is `push`, and that is the whole operand.
        case constant
        case calculated
    }

    /// An operator that waits for its right operand.
    private struct Pending {
        var infix: InfixOperator
        var left: Operand
        var range: Range<Int>
        /// The index of its `decide` step, where it has one.
        var decision: Int?
    }

    private enum Continuation {
        case infix(InfixOperator)
        case condition
    }

    private var tokenizer: Tokenizer
    /// The first token that has not been used.
    private(set) var token: Token
    var steps: [Program.Step] = []
    private var pending: [Pending] = []
    private var depth = 0
    private var effort: Effort

    /// Parentheses, brackets and conditions within each other; the original has no limit.
    private static let maximumDepth = 250

    static func parse(_ bytes: [UInt8], effort: inout Effort) throws(Failure) -> Program {
        var parser = Parser(bytes, effort: effort)
        defer { effort = parser.effort }
        _ = try parser.parseExpression()
        guard parser.token.kind == .end else { throw parser.unexpected("after the end of the expression") }
        return Program(steps: parser.steps)
    }

    private init(_ bytes: [UInt8], effort: Effort) {
        self.effort = effort
        tokenizer = Tokenizer(bytes)
        token = tokenizer.next()
        steps.reserveCapacity(16)
    }

    /// Moves on to the next token.
    mutating func advance() { token = tokenizer.next() }

    mutating func parseExpression() throws(Failure) -> Operand {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw Failure(fault: Fault("more than \(Self.maximumDepth) levels in each other"), range: token.range)
        }
        let base = pending.count
        var operand = try parseOperand()
        while true {
            let range = token.range
            switch try readContinuation() {
            case .infix(let infix):
                operand = try settle(operand, downTo: infix.precedence, base: base)
                var decision: Int?
                if infix.isShortCircuiting {
                    decision = steps.count
                    emit(.decide(infix, distance: 1), range)
                }
                pending.append(Pending(infix: infix, left: operand, range: range, decision: decision))
                operand = try parseOperand()
            case .condition:
                _ = try settle(operand, downTo: 0, base: base)
                operand = try parseBranches(range)
            case nil:
                return try settle(operand, downTo: 0, base: base)
            }
        }
    }

    mutating func emit(_ instruction: Program.Instruction, _ range: Range<Int>) {
        steps.append(Program.Step(instruction, range))
    }

    mutating func emitConstant(_ value: Value, _ range: Range<Int>) -> Operand {
        emit(.push(value), range)
        return .constant
    }

    /// Takes a constant operand off the program.
    mutating func takeConstant() -> Value {
        guard case .push(let value)? = steps.popLast()?.instruction else {
            preconditionFailure("a constant operand is a single push")
        }
        return value
    }

    /// The token's text.
    func text(_ range: Range<Int>) -> ArraySlice<UInt8> { tokenizer.bytes[range] }

    func unexpected(_ place: String, expected: String? = nil, advice: String? = nil) -> Failure {
        let what =
            if token.kind == .end { "the expression ends" } else {
                "unexpected \"\(ByteString(bytes: Array(text(token.range).prefix(40))))\""
            }
        let wanted = expected.map { ", expected \($0)" } ?? ""
        return Failure(fault: Fault("\(what) \(place)\(wanted)", advice: advice), range: token.range)
    }
}

// Operators.
extension Parser {
    /// Reads an operator; nil, and nothing read, when the operand is the expression's last.
    private mutating func readContinuation() throws(Failure) -> Continuation? {
        switch token.kind {
        case .identifier:
            guard text(token.range).elementsEqual("in".utf8) else { return nil }
            advance()
            return .infix(.isIn)
        case .symbol(let scalar):
            guard let first = UInt8(exactly: scalar) else { return nil }
            let second = tokenizer.peek()
            if let second, let infix = Self.operator(first, second) {
                tokenizer.takeByte()
                advance()
                return .infix(infix)
            }
            if first == UInt8(ascii: "?") {
                advance()
                return .condition
            }
            guard let infix = Self.operator(first) else { return nil }
            advance()
            return .infix(infix)
        case .end, .number, .string: return nil
        }
    }

    private static func `operator`(_ first: UInt8) -> InfixOperator? {
        switch Unicode.Scalar(first) {
        case "+": .add
        case "-": .subtract
        case "*": .multiply
        case "/": .divide
        case "%": .remainder
        case "&": .bitAnd
        case "|": .bitOr
        case "^": .bitXor
        case "<": .less
        case ">": .greater
        default: nil
        }
    }

    private static func `operator`(_ first: UInt8, _ second: UInt8) -> InfixOperator? {
        switch (Unicode.Scalar(first), Unicode.Scalar(second)) {
        case ("*", "*"): .power
        case ("<", "<"): .shiftLeft
        case (">", ">"): .shiftRight
        case ("=", "="): .equal
        case ("!", "="): .notEqual
        case ("<", "="): .lessOrEqual
        case (">", "="): .greaterOrEqual
        case ("=", "~"): .matches
        case ("!", "~"): .matchesNot
        case ("&", "&"): .and
        case ("|", "|"): .or
        case ("?", "?"): .otherwise
        default: nil
        }
    }

    /// Finishes the waiting operators that bind at least as tight as what follows.
    private mutating func settle(_ last: Operand, downTo precedence: Int, base: Int) throws(Failure) -> Operand {
        var operand = last
        while pending.count > base, let infix = pending.last, infix.infix.precedence >= precedence {
            pending.removeLast()
            do throws(Fault) {
                operand = try finish(infix, right: operand)
            } catch {
                throw Failure(fault: error, range: infix.range)
            }
        }
        return operand
    }

    private mutating func finish(_ infix: Pending, right: Operand) throws(Fault) -> Operand {
        if right == .constant, infix.left == .constant {
            let right = takeConstant()
            if infix.decision != nil { steps.removeLast() }
            let left = takeConstant()
            let isDecided = infix.infix.isDecided(by: left)
            let value = isDecided ? left : try infix.infix.apply(left, right, effort: &effort)
            return emitConstant(value, infix.range)
        }
        if right == .constant, infix.infix == .matches || infix.infix == .matchesNot {
            let pattern = try Pattern(ByteString(bytes: takeConstant().bytes(form: .neko)), effort: &effort)
            emit(.match(pattern, isNegated: infix.infix == .matchesNot), infix.range)
            return .calculated
        }
        emit(.infix(infix.infix), infix.range)
        if let decision = infix.decision {
            steps[decision].instruction = .decide(infix.infix, distance: steps.count - decision)
        }
        return .calculated
    }

    /// Reads what follows a condition's `?`. The else branch may be left out at the end of the text.
    private mutating func parseBranches(_ range: Range<Int>) throws(Failure) -> Operand {
        let condition = steps.count
        emit(.jumpIfZero(distance: 1), range)
        _ = try parseExpression()
        let end = steps.count
        emit(.jump(distance: 1), range)
        steps[condition].instruction = .jumpIfZero(distance: steps.count - condition)
        if token.isSymbol(":") {
            advance()
            _ = try parseExpression()
        } else if token.kind == .end {
            emit(.push(.null), range)
        } else {
            throw unexpected("in the first branch of a condition", expected: "\":\" and the other branch")
        }
        steps[end].instruction = .jump(distance: steps.count - end)
        return .calculated
    }
}
