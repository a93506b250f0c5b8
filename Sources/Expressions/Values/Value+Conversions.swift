// SPDX-License-Identifier: Apache-2.0

extension Value {
    /// The value as a number, as operators see it: numbers, and texts that are a number from end to end.
    ///
    /// Nil for everything else, `true` included.
    public var number: Double? {
        switch self {
        case .float(let number): number
        case .int(let number): Double(number)
        case .int16(let number): Double(number)
        case .string(let text): NumberSyntax.number(text.bytes)
        case .null, .bool, .array, .object, .date: nil
        }
    }

    /// The value as a truth, as `!`, `&&` and `||` see it; nil where it is none.
    var truth: Bool? {
        switch self {
        case .bool(let truth): truth
        case .null: false
        case .string("true"), .string("TRUE"): true
        case .string("false"), .string("FALSE"): false
        default: number.map { $0 != 0 }
        }
    }

    /// Whether `?:` and `??` take it for absent.
    ///
    /// The text `"0"`, a NaN, and empty arrays and objects are there.
    var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let truth): !truth
        case .int(let number): number == 0
        case .int16(let number): number == 0
        case .float(let number): number == 0
        case .string(let text): text.bytes.isEmpty
        case .array, .object: false
        case .date(let date): date == .zero
        }
    }
}

extension Int {
    /// A number without its fraction; the smallest integer for a NaN and for what does not fit.
    ///
    /// This is what the original does on amd64, where it leaves such conversions to the processor.
    public init(cutting number: Double) {
        self = Int(exactly: number.rounded(.towardZero)) ?? .min
    }
}
