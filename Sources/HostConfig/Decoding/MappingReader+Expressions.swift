// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension MappingReader {
    /// An expression; nil when the key is absent, or given as nothing or an empty text, as in neko.
    func expression(_ key: String) -> ConfiguredExpression? {
        guard let value = entry(key)?.value else { return nil }
        return Self.expression(value, of: key, faults: faults)
    }

    /// Reads a value that is an expression: a scalar of any kind.
    static func expression(_ node: Node, of name: String, faults: FaultLog) -> ConfiguredExpression? {
        guard case .scalar(let scalar) = node.content else {
            faults.error("\(name) must be an expression, not \(node.phrase)", at: node.location)
            return nil
        }
        guard !scalar.isNull, !scalar.text.isEmpty else { return nil }
        do throws(Diagnostic) {
            let text = try text(of: scalar, at: node.location)
            return try ConfiguredExpression(parsing: text, at: node.location, effort: &faults.effort)
        } catch {
            faults.add(error)
            return nil
        }
    }

    /// What the language reads: numbers and truths of YAML as the language spells them, all else as written.
    private static func text(of scalar: Scalar, at location: TextLocation) throws(Diagnostic) -> String {
        guard !scalar.isAlwaysText else { return scalar.text }
        switch ScalarForm(scalar.text) {
        case .integer(let value): return String(value)
        case .boolean(let value): return String(value)
        case .decimal: return scalar.text.hasPrefix("+") ? String(scalar.text.dropFirst()) : scalar.text
        case .text: break
        }
        if scalar.text.allSatisfy(\.isWhitespace) {
            throw Diagnostic(.error, "the value is blank", at: location, advice: "remove the key, or give it a value")
        }
        let digits = scalar.text.hasPrefix("-") ? scalar.text.dropFirst() : scalar.text[...]
        if digits.hasPrefix("0"), let number = Int(digits) {
            throw Diagnostic(
                .error, "\(scalar.text) is \(number) to some readers of YAML, and another number to others",
                at: location, advice: "write it without the leading zero")
        }
        if isDate(scalar.text) {
            throw Diagnostic(
                .error, "\(VisibleText.quoted(scalar.text)) is a date", at: location,
                advice: "put it in quotes to have it calculated, or in two kinds of quotes to have a text")
        }
        return scalar.text
    }

    /// `2014-01-02`, or with a time behind it, which YAML takes for a date.
    private static func isDate(_ text: String) -> Bool {
        let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return parts.map(\.utf8.count) == [4, 2, 2] && parts.allSatisfy { $0.utf8.allSatisfy { digits.contains($0) } }
    }
}
