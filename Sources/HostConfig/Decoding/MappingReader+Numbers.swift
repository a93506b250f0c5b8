// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension MappingReader {
    /// A number, whole or not.
    func number(_ key: String) -> Double? {
        guard let scalar = scalar(key, as: "a number") else { return nil }
        switch ScalarForm(scalar.text) {
        case .integer(let value): return Double(value)
        case .decimal(let value): return value
        case .boolean, .text:
            faults.error(
                "\(key) must be a number, not \(VisibleText.quoted(scalar.text))", at: location(key),
                advice: Self.advice(forNumber: scalar.text))
            return nil
        }
    }

    /// A whole number within bounds.
    func integer(_ key: String, in bounds: ClosedRange<Int>) -> Int? {
        guard let value = number(key) else { return nil }
        guard value == value.rounded(.towardZero) else {
            faults.error("\(key) must be a whole number", at: location(key))
            return nil
        }
        let whole = value.rounded(.towardZero)
        guard whole >= Double(bounds.lowerBound), whole <= Double(bounds.upperBound) else {
            faults.error(
                "\(key) must be from \(bounds.lowerBound) to \(bounds.upperBound)", at: location(key))
            return nil
        }
        return Int(whole)
    }

    private static func advice(forNumber text: String) -> String? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        if digits.hasPrefix("0"), let number = Int(digits) {
            return "write \(number): YAML readers disagree about leading zeros"
        }
        return "write the number alone: this key takes no unit and no expression"
    }
}
