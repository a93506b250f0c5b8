// SPDX-License-Identifier: Apache-2.0

extension Value: CustomStringConvertible {
    /// The value's text; bytes that are no UTF-8 are replaced by U+FFFD.
    ///
    /// A null is `<nil>` here. In a pipeline it is the expression itself: see `Expression.text(with:form:)`.
    public func text(form: TextForm) -> String {
        String(decoding: bytes(form: form), as: UTF8.self)
    }

    /// The value's text as the bytes it has, which need not be UTF-8.
    public func bytes(form: TextForm) -> [UInt8] {
        if form == .serval, case .float(let number) = self, let whole = Int(exactly: number), whole != 0 {
            return Array(String(whole).utf8)
        }
        if case .string(let text) = self { return text.bytes }
        var result: [UInt8] = []
        write(into: &result)
        return result
    }

    /// The text in the form of the original.
    public var description: String { text(form: .neko) }

    /// The name that the original's messages give the value's type.
    var originalTypeName: String {
        switch self {
        case .null: "<nil>"
        case .bool: "bool"
        case .int: "int"
        case .int16: "int16"
        case .float: "float64"
        case .string: "string"
        case .array: "[]interface {}"
        case .object: "map[string]interface {}"
        case .date: "time.Time"
        }
    }

    private func write(into result: inout [UInt8]) {
        switch self {
        case .null: result += "<nil>".utf8
        case .bool(let truth): result += (truth ? "true" : "false").utf8
        case .int(let number): result += String(number).utf8
        case .int16(let number): result += String(number).utf8
        case .float(let number): result += FloatText.text(of: number).utf8
        case .string(let text): result += text.bytes
        case .date(let date): result += date.description.utf8
        case .array(let values):
            result.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { result.append(UInt8(ascii: " ")) }
                value.write(into: &result)
            }
            result.append(UInt8(ascii: "]"))
        case .object(let entries):
            result += "map[".utf8
            for (index, entry) in entries.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { result.append(UInt8(ascii: " ")) }
                result += entry.key.bytes
                result.append(UInt8(ascii: ":"))
                entry.value.write(into: &result)
            }
            result.append(UInt8(ascii: "]"))
        }
    }
}
