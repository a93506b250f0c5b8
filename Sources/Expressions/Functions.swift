// SPDX-License-Identifier: Apache-2.0

/// The functions of the language. There are no others: any other name that is called is an error.
enum Function: String, Sendable {
    case round
    case date

    /// The result for some arguments.
    func apply(_ arguments: ArraySlice<Value>) throws(Fault) -> Value {
        switch self {
        case .round: try round(arguments)
        case .date: try date(arguments)
        }
    }

    /// Rounds half away from zero to an integer; further arguments count for nothing.
    private func round(_ arguments: ArraySlice<Value>) throws(Fault) -> Value {
        switch arguments.first {
        case .float(let number): return .int(Int(cutting: number.rounded(.toNearestOrAwayFromZero)))
        case .none: throw Fault("round needs a number in parentheses")
        case .int, .int16:
            throw Fault("round needs a number with a fraction, not int", advice: "an integer needs no rounding")
        case .some(let value):
            throw Fault(
                "round needs a number, not \(value.kind.rawValue)", advice: value == .null ? Fault.nullAdvice : nil)
        }
    }

    private func date(_ arguments: ArraySlice<Value>) throws(Fault) -> Value {
        guard arguments.count == 1, case .string(let text)? = arguments.first else {
            throw Fault("date needs exactly one text")
        }
        guard let date = DateReader.date(from: text) else {
            throw Fault("date cannot read \"\(text)\"", advice: "write it as 2006-01-02T15:04:05Z")
        }
        return .date(date)
    }
}
