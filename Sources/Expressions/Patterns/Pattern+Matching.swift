// SPDX-License-Identifier: Apache-2.0

extension Pattern {
    /// Whether the pattern is found anywhere in a text. Bytes that are no UTF-8 count as U+FFFD.
    func matches(_ text: ByteString, effort: inout Effort) throws(Fault) -> Bool {
        var search = Search(steps: steps)
        var previous: UInt32?
        for scalar in String(decoding: text.bytes, as: UTF8.self).unicodeScalars {
            try search.enter(between: previous, and: scalar.value, effort: &effort)
            if search.hasMatched { return true }
            search.advance(over: scalar)
            previous = scalar.value
        }
        try search.enter(between: previous, and: nil, effort: &effort)
        return search.hasMatched
    }

    /// Where a search stands: the steps that wait for a scalar.
    private struct Search {
        let steps: [Step]
        var hasMatched = false
        /// Steps to enter at the next place.
        private var starts: [Int] = []
        private var waiting: [Int] = []
        private var stack: [Int] = []
        /// For each step, the round in which it was last entered.
        private var entered: [Int]
        private var round = 0

        init(steps: [Step]) {
            self.steps = steps
            entered = Array(repeating: 0, count: steps.count)
        }

        /// Follows all steps that need no scalar, from where the last scalar led and from the beginning.
        mutating func enter(between previous: UInt32?, and next: UInt32?, effort: inout Effort) throws(Fault) {
            round += 1
            waiting.removeAll(keepingCapacity: true)
            stack.removeAll(keepingCapacity: true)
            stack.append(0)
            stack += starts
            while let index = stack.popLast() {
                guard index < steps.count else {
                    hasMatched = true
                    return
                }
                guard entered[index] != round else { continue }
                entered[index] = round
                try effort.spend(1)
                switch steps[index] {
                case .jump(let distance): stack.append(index + Int(distance))
                case .fork(let first, let second):
                    stack.append(index + Int(second))
                    stack.append(index + Int(first))
                case .check(let place):
                    if place.isBetween(previous, and: next) { stack.append(index + 1) }
                case .oneOf(let scalars):
                    try effort.spend(scalars.weight)
                    waiting.append(index)
                case .scalar, .folded, .any, .anyButLineBreak: waiting.append(index)
                }
            }
        }

        mutating func advance(over scalar: Unicode.Scalar) {
            starts.removeAll(keepingCapacity: true)
            let folded = CaseFolding.folded(scalar)
            for index in waiting {
                let isTaken =
                    switch steps[index] {
                    case .scalar(let value): value == scalar.value
                    case .folded(let value): value == folded
                    case .any: true
                    case .anyButLineBreak: scalar.value != 0x0A
                    case .oneOf(let scalars): scalars.contains(scalar)
                    case .check, .jump, .fork: false
                    }
                if isTaken { starts.append(index + 1) }
            }
        }
    }
}

extension Pattern.Place {
    fileprivate func isBetween(_ previous: UInt32?, and next: UInt32?) -> Bool {
        switch self {
        case .textStart: previous == nil
        case .textEnd: next == nil
        case .lineStart: previous == nil || previous == 0x0A
        case .lineEnd: next == nil || next == 0x0A
        case .wordBoundary: Self.isWord(previous) != Self.isWord(next)
        case .noWordBoundary: Self.isWord(previous) == Self.isWord(next)
        }
    }

    /// Word characters are ASCII only, in RE2.
    private static func isWord(_ scalar: UInt32?) -> Bool {
        switch scalar ?? 0 {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }
}
