// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import FoundationEssentials
import Testing

@testable import Expressions

/// Recorded results of the original, gval 1.2.4 with neko's function and variables.
struct CorpusTests {
    @Test(arguments: [("corpus-open", 938), ("fuzz-open", 2000)])
    func `every recorded result is ours`(name: String, count: Int) throws {
        let records = try Record.all(in: name)
        #expect(records.count == count)
        for record in records {
            let difference = record.difference()
            #expect(difference == nil, "\(record.id): \(record.expr)")
        }
    }

    @Test(arguments: ["corpus-open", "fuzz-open"])
    func `Serval's text differs from the original's in whole numbers alone`(name: String) throws {
        for record in try Record.all(in: name) where record.ok && record.platform == nil {
            guard let expression = try? Expression(parsing: record.expr),
                let ours = try? expression.text(with: record.variables, form: .serval), ours != record.text,
                record.hexadecimalText == nil
            else { continue }
            #expect(record.type == "float64", "\(record.id): \(ours)")
            #expect(Int(ours).map { Double($0) } == Double(record.text ?? ""), "\(record.id): \(ours)")
        }
    }
}

/// One line of a corpus.
struct Record: Decodable {
    var id: String
    var expr: String
    var params: [String: Recorded]?
    var integers: [String]?
    var isNeko: Bool?
    var ok: Bool
    var type: String?
    var bits: String?
    var text: String?
    var hexadecimalText: String?
    var wholeNumber: Int?
    var hundredths: Int?
    var errorClass: String?
    /// Why the result depends on the processor or the C library; nil when it does not.
    var platform: [String]?

    enum CodingKeys: String, CodingKey {
        case id, expr, params, ok, type, bits, text, platform
        case integers = "int_params"
        case isNeko = "neko"
        case hexadecimalText = "text_hex"
        case wholeNumber = "as_int"
        case hundredths = "fps100"
        case errorClass = "error_class"
    }

    static func all(in name: String) throws -> [Record] {
        let folder = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        let data = try Data(contentsOf: URL(filePath: "\(folder)/Corpora/\(name).jsonl"))
        let decoder = JSONDecoder()
        return try data.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(Record.self, from: $0) }
    }

    var variables: Variables {
        guard let params else { return Variables(values: nil) }
        var values: [ByteString: Value] = [:]
        for (name, recorded) in params {
            values[ByteString(name)] = recorded.value
            guard case .number(let number) = recorded else { continue }
            if isNeko ?? false {
                values[ByteString(name)] = name == "fps" ? .int16(Int16(number)) : .int(Int(number))
            } else if integers?.contains(name) ?? false {
                values[ByteString(name)] = .int(Int(number))
            }
        }
        return Variables(values: values)
    }

    /// How our result differs; nil when it does not.
    func difference() -> String? {
        do throws(ExpressionError) {
            let expression = try Expression(parsing: expr)
            let value = try expression.evaluate(with: variables)
            guard ok else { return "\(value) in place of an error" }
            return difference(of: value, try expression.bytes(with: variables, form: .neko))
        } catch {
            if ok { return error.description }
            let isSameClass = (errorClass == "parse") == (error.kind == .parse)
            return isSameClass || platform != nil ? nil : "\(error.kind) error: \(error.description)"
        }
    }

    private func difference(of value: Value, _ bytes: [UInt8]) -> String? {
        guard value.originalType == type else { return "type \(value.originalType)" }
        if platform != nil { return roughDifference(of: value) }
        if let hexadecimalText {
            let ours = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            if ours != hexadecimalText { return "bytes \(ours)" }
        } else if Array((text ?? "").utf8) != bytes {
            return "text \(String(decoding: bytes, as: UTF8.self))"
        }
        // A NaN's sign and payload are nobody's business.
        if let bits, case .float(let number) = value, !number.isNaN, UInt64(bits, radix: 16) != number.bitPattern {
            return "bits of \(number)"
        }
        if let wholeNumber, value.number.map({ Int(cutting: $0) }) != wholeNumber { return "whole number" }
        if let hundredths, value.number.map({ Int(cutting: $0 * 100) }) != hundredths { return "hundredths" }
        return nil
    }

    /// Of what the platform decides, only the last digits of powers may differ.
    private func roughDifference(of value: Value) -> String? {
        guard let bits = bits.flatMap({ UInt64($0, radix: 16) }), case .float(let number) = value else { return nil }
        let expected = Double(bitPattern: bits)
        let isClose = number == expected || abs(number - expected) <= abs(expected) * 1e-12
        return isClose || (number.isNaN && expected.isNaN) ? nil : "\(number), not \(expected)"
    }
}

/// A value of JSON.
enum Recorded: Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([Recorded])
    case mapping([String: Recorded])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([Recorded].self) {
            self = .list(list)
        } else {
            self = .mapping(try container.decode([String: Recorded].self))
        }
    }

    var value: Value {
        switch self {
        case .null: return .null
        case .bool(let bool): return .bool(bool)
        case .number(let number): return .float(number)
        case .text(let text): return .string(ByteString(text))
        case .list(let list): return .array(list.map(\.value))
        case .mapping(let mapping):
            var entries: [ByteString: Value] = [:]
            for (key, recorded) in mapping { entries[ByteString(key)] = recorded.value }
            return .object(entries)
        }
    }
}

extension Value {
    /// The name by which the corpora call its type.
    fileprivate var originalType: String {
        switch self {
        case .null: "nil"
        case .array: "slice"
        case .object: "map"
        case .date: "time"
        default: originalTypeName
        }
    }
}
