// SPDX-License-Identifier: Apache-2.0

extension Parser {
    /// Reads one operand with the operators before it.
    mutating func parseOperand() throws(Failure) -> Operand {
        var prefixes: [(prefix: PrefixOperator, range: Range<Int>)] = []
        while let prefix = prefixOperator() {
            prefixes.append((prefix, token.range))
            advance()
        }
        var operand = try parseBareOperand()
        for (prefix, range) in prefixes.reversed() {
            guard operand == .constant else {
                emit(.prefix(prefix), range)
                continue
            }
            do throws(Fault) {
                operand = emitConstant(try prefix.apply(takeConstant()), range)
            } catch {
                throw Failure(fault: error, range: range)
            }
        }
        return operand
    }

    private func prefixOperator() -> PrefixOperator? {
        if token.isSymbol("-") { return .negate }
        if token.isSymbol("!") { return .not }
        if token.isSymbol("~") { return .complement }
        return nil
    }

    private mutating func parseBareOperand() throws(Failure) -> Operand {
        switch token.kind {
        case .number: return try parseNumber()
        case .string: return try parseString()
        case .identifier: return try parseName()
        case .symbol(0x28):
            advance()
            let operand = try parseExpression()
            guard token.isSymbol(")") else { throw unexpected("in parentheses", expected: "\")\"") }
            advance()
            return operand
        case .symbol(0x5B): return try parseArray()
        case .symbol(0x7B): return try parseObject()
        case .end, .symbol: throw unexpected("where a value should be")
        }
    }

    private mutating func parseNumber() throws(Failure) -> Operand {
        let range = token.range
        do throws(NumberSyntax.Fault) {
            let number = try NumberSyntax.parse(text(range))
            advance()
            return emitConstant(.float(number), range)
        } catch {
            let written = ByteString(bytes: Array(text(range).prefix(40)))
            let fault: Fault =
                switch error {
                case .malformed: Fault("\"\(written)\" is no number", advice: Self.numberAdvice(text(range)))
                case .tooLarge: Fault("\"\(written)\" is too large for a number")
                }
            throw Failure(fault: fault, range: range)
        }
    }

    private static func numberAdvice(_ text: ArraySlice<UInt8>) -> String? {
        let prefix = text.prefix(2).map { $0 | 0x20 }
        let radixes: [UInt8: Int] = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2]
        guard let letter = prefix.last, prefix.count == 2, let radix = radixes[letter],
            let number = Int(String(decoding: text.dropFirst(2), as: UTF8.self), radix: radix)
        else { return nil }
        return "write it in decimal: \(number)"
    }

    private mutating func parseString() throws(Failure) -> Operand {
        let range = token.range
        do throws(Fault) {
            let content = try StringLiteral.content(of: text(range))
            advance()
            return emitConstant(.string(content), range)
        } catch {
            throw Failure(fault: error, range: range)
        }
    }

    /// Reads `[a, b]`; commas are decoration.
    private mutating func parseArray() throws(Failure) -> Operand {
        let start = token.range
        var count = 0
        advance()
        while !token.isSymbol("]") {
            if token.isSymbol(",") {
                advance()
                continue
            }
            _ = try parseExpression()
            count += 1
        }
        advance()
        emit(.array(count: count), start)
        return .calculated
    }

    /// Reads `{key: value}`; commas are decoration, and whatever stands between key and value is taken for a
    /// colon, as in the original.
    private mutating func parseObject() throws(Failure) -> Operand {
        let start = token.range
        var count = 0
        advance()
        while !token.isSymbol("}") {
            if token.isSymbol(",") {
                advance()
                continue
            }
            let keyStart = steps.count
            _ = try parseExpression()
            let key = steps[keyStart...]
            advance()
            steps.removeSubrange(keyStart...)
            _ = try parseExpression()
            // The value is evaluated first.
            steps += key
            count += 1
        }
        advance()
        emit(.object(count: count), start)
        return .calculated
    }

    private mutating func parseName() throws(Failure) -> Operand {
        let range = token.range
        let name = text(range)
        advance()
        switch String(decoding: name, as: UTF8.self) {
        case "true": return emitConstant(.bool(true), range)
        case "false": return emitConstant(.bool(false), range)
        case "round": return try parseArguments(of: .round, range)
        case "date": return try parseArguments(of: .date, range)
        default: return try parsePath(ByteString(bytes: Array(name)), range)
        }
    }

    private mutating func parseArguments(of function: Function, _ range: Range<Int>) throws(Failure) -> Operand {
        var count = 0
        if token.isSymbol("(") { count = try parseArguments() }
        emit(.function(function, argumentCount: count), range)
        return .calculated
    }

    private mutating func parseArguments() throws(Failure) -> Int {
        advance()
        if token.isSymbol(")") {
            advance()
            return 0
        }
        var count = 0
        while true {
            _ = try parseExpression()
            count += 1
            guard token.isSymbol(",") else { break }
            advance()
        }
        guard token.isSymbol(")") else { throw unexpected("in a call", expected: "\",\" or \")\"") }
        advance()
        return count
    }

    /// Reads a variable with what selects from it.
    private mutating func parsePath(_ name: ByteString, _ range: Range<Int>) throws(Failure) -> Operand {
        var keyCount = 0
        while true {
            if token.isSymbol(".") {
                advance()
                guard token.kind == .identifier else { throw unexpected("after \".\"", expected: "a name") }
                emit(.push(.string(ByteString(bytes: Array(text(token.range))))), token.range)
                advance()
            } else if token.isSymbol("[") {
                advance()
                _ = try parseExpression()
                guard token.isSymbol("]") else { throw unexpected("in brackets", expected: "\"]\"") }
                advance()
            } else {
                break
            }
            keyCount += 1
        }
        emit(keyCount == 0 ? .load(name) : .select(name, keyCount: keyCount), range)
        if token.isSymbol("(") {
            let arguments = steps.count
            _ = try parseArguments()
            // No variable is a function, so the arguments are never evaluated.
            steps.removeSubrange(arguments...)
            emit(.call(name.description), range)
        }
        return .calculated
    }
}
