// SPDX-License-Identifier: Apache-2.0

extension PatternParser {
    mutating func openGroup() throws(Fault) {
        depth += 1
        guard depth < Self.maximumDepth else { throw Fault("has too many groups in each other") }
        let outer = flags
        guard peek(1) == 0x3F else {
            position += 1
            stack.append(.group(outer))
            return
        }
        var isGroup = try readGroupName()
        if !isGroup { isGroup = try readFlags() }
        if isGroup { stack.append(.group(outer)) } else { depth -= 1 }
    }

    /// Reads `(?P<name>` or `(?<name>`.
    private mutating func readGroupName() throws(Fault) -> Bool {
        let start = position
        let nameStart = peek(2) == 0x50 ? 4 : 3
        guard peek(nameStart - 1) == 0x3C, peek(nameStart) != nil else { return false }
        position += nameStart
        let name = Array(scalars[position...].prefix { $0 != 0x3E })
        position += name.count
        let isWord = name.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x5F || Self.isASCIILetter($0) }
        guard peek() == 0x3E, !name.isEmpty, isWord, groupNames.insert(name).inserted else {
            throw Fault("has an invalid group name at \(text(from: start))")
        }
        position += 1
        return true
    }

    /// Reads `(?i)` or `(?i:`; returns whether a group begins.
    private mutating func readFlags() throws(Fault) -> Bool {
        let start = position
        var changed = flags
        var value = true
        var isComplete = true
        position += 2
        while let scalar = peek() {
            position += 1
            switch Unicode.Scalar(scalar) {
            case "i": changed.ignoresCase = value
            case "m": changed.isMultiline = value
            case "s": changed.dotTakesLineBreaks = value
            // Which of two matches is taken makes no difference to whether there is one.
            case "U": break
            case "-" where value:
                value = false
                isComplete = false
                continue
            case ":" where isComplete, ")" where isComplete:
                flags = changed
                return scalar == 0x3A
            default: throw Fault("has \(text(from: start)), which RE2 does not know")
            }
            isComplete = true
        }
        throw Fault("lacks a closing )")
    }

    mutating func closeGroup() throws(Fault) {
        position += 1
        let piece = try closeLevel()
        guard case .group(let outer) = stack.popLast() else { throw Fault("has a ) without a (") }
        depth -= 1
        flags = outer
        stack.append(.piece(piece))
    }

    /// Joins the pieces since the last bar or parenthesis.
    mutating func closeAlternative() throws(Fault) {
        var first = stack.count
        while first > 0, case .piece = stack[first - 1] { first -= 1 }
        guard stack.count - first != 1 else { return }
        var joined = Piece(steps: [])
        for case .piece(let piece) in stack[first...] {
            joined.steps += piece.steps
            joined.repetitions = max(joined.repetitions, piece.repetitions)
        }
        try check(joined.steps.count)
        stack.removeSubrange(first...)
        stack.append(.piece(joined))
    }

    /// Takes all alternatives since the last parenthesis off the stack, as one piece.
    mutating func closeLevel() throws(Fault) -> Piece {
        try closeAlternative()
        guard case .piece(var whole) = stack.popLast() else { return Piece(steps: []) }
        var alternatives: [Piece] = []
        while case .bar = stack.last {
            stack.removeLast()
            if case .piece(let piece) = stack.popLast() { alternatives.append(piece) }
        }
        guard !alternatives.isEmpty else { return whole }
        alternatives = [whole] + alternatives
        let count = alternatives.reduce(0) { $0 + $1.steps.count + 2 }
        try check(count)
        var steps: [Pattern.Step] = []
        steps.reserveCapacity(count)
        let length = count - 2
        for (index, piece) in alternatives.enumerated() {
            let isLast = index == alternatives.count - 1
            if !isLast { steps.append(.fork(1, Int32(piece.steps.count + 2))) }
            steps += piece.steps
            if !isLast { steps.append(.jump(Int32(length - steps.count))) }
            whole.repetitions = max(whole.repetitions, piece.repetitions)
        }
        return Piece(steps: steps, repetitions: whole.repetitions)
    }

    /// Throws when a piece would have too many steps, or when too many have been copied.
    mutating func check(_ count: Int) throws(Fault) {
        guard count <= Self.maximumSteps else { throw Fault("is too large") }
        try effort.spend(count)
    }

    static func isASCIILetter(_ scalar: UInt32) -> Bool {
        (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar)
    }
}
