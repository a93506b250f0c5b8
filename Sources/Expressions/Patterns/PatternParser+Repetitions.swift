// SPDX-License-Identifier: Apache-2.0

extension PatternParser {
    mutating func repeatLast(
        _ range: (minimum: Int, maximum: Int?), from start: Int, afterRepetition: Bool
    ) throws(Fault) {
        if peek() == 0x3F { position += 1 }
        if afterRepetition { throw Fault("repeats a repetition at \(text(from: start))") }
        guard case .piece(let piece) = stack.popLast() else {
            throw Fault("has nothing to repeat before \(text(from: start))")
        }
        let (minimum, maximum) = range
        var repetitions = piece.repetitions
        if minimum >= 2 || (maximum ?? 0) >= 2 {
            repetitions *= max(maximum ?? minimum, 1)
            guard repetitions <= Self.maximumRepetition else {
                throw Fault("repeats too often at \(text(from: start))")
            }
        }
        if maximum == 0 { repetitions = 1 }
        try check((max(minimum, maximum ?? 1) + 1) * (piece.steps.count + 2))
        stack.append(.piece(Piece(steps: steps(of: piece.steps, range), repetitions: repetitions)))
    }

    private func steps(of body: [Pattern.Step], _ range: (minimum: Int, maximum: Int?)) -> [Pattern.Step] {
        var steps: [Pattern.Step] = []
        for _ in 0..<range.minimum { steps += body }
        let length = Int32(body.count)
        guard let maximum = range.maximum else {
            if range.minimum > 0 { return steps + [.fork(-length, 1)] }
            return [.fork(1, length + 2)] + body + [.jump(-length - 1)]
        }
        for remaining in stride(from: maximum - range.minimum, to: 0, by: -1) {
            steps.append(.fork(1, (length + 1) * Int32(remaining)))
            steps += body
        }
        return steps
    }

    /// Reads `{2}`, `{2,}` or `{2,5}`; nil, and nothing read, when the brace is an ordinary character.
    mutating func readCounts() throws(Fault) -> (minimum: Int, maximum: Int?)? {
        let start = position
        position += 1
        if let minimum = readCount() {
            var maximum: Int? = minimum
            if peek() == 0x2C {
                position += 1
                maximum = peek() == 0x7D ? nil : readCount()
                if maximum == nil, peek() != 0x7D { position = start }
            }
            if position > start, peek() == 0x7D {
                position += 1
                let largest = maximum ?? minimum
                guard max(minimum, largest) <= Self.maximumRepetition, minimum <= largest else {
                    throw Fault("has an invalid repeat count \(text(from: start))")
                }
                return (minimum, maximum)
            }
        }
        position = start
        return nil
    }

    /// Reads digits without zeros in front; a number that is too large is capped.
    private mutating func readCount() -> Int? {
        let digits = scalars[position...].prefix { (0x30...0x39).contains($0) }
        guard let first = digits.first, first != 0x30 || digits.count == 1 else { return nil }
        position += digits.count
        return digits.reduce(0) { min($0 * 10 + Int($1 - 0x30), 1_000_000) }
    }
}
