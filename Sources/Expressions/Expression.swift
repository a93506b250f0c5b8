// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// An expression in the language of neko's configuration (gval's full language and `round`), ready to be
/// evaluated for any display.
///
/// The language is the original's, rule by rule: `width`, `height` and `fps` are the display's, every other name is
/// null, all calculations are in 64-bit floating point, and a calculation of constants that fails is found when
/// the text is read. Where the original leaves a result to the processor, it is that of amd64. Differences:
/// - `TextForm.serval` writes whole numbers in plain digits;
/// - a date without a zone is UTC, whatever the host's zone;
/// - the last digit of a power with a fraction in its exponent can differ;
/// - texts beyond 64 KiB, 250 levels of nesting, and patterns that take too many steps are errors, so that every
///   text is answered in bounded time and memory.
public struct Expression: Sendable {
    /// The text that it was read from.
    public let source: SourceText
    private let program: Program

    /// The expression as it was written.
    public var writtenText: String { source.withUTF8 { String(decoding: $0, as: UTF8.self) } }

    /// Whether it has one value, or one error, for all displays.
    public var isConstant: Bool { !program.steps.contains { $0.instruction.readsDisplay } }

    /// The name that is all of the expression, such as `veryfast`; nil when it is anything else.
    public var name: String? {
        guard program.steps.count == 1, case .load(let name)? = program.steps.first?.instruction else { return nil }
        return name.description
    }

    /// In bytes of UTF-8.
    static let maximumLength = 64 * 1024

    /// Reads an expression that is a text of its own; its errors are located in that text.
    ///
    /// - Parameter name: What stands in front of diagnostics.
    public init(parsing text: String, named name: String = "expression") throws(ExpressionError) {
        try self.init(parsing: SourceText(name: name, text: text))
    }

    /// The expression that is a number.
    public init(_ number: Int) {
        source = SourceText(name: "number", text: String(number))
        program = Program(steps: [Program.Step(.push(.float(Double(number))), 0..<source.byteCount)])
    }

    /// Reads the whole of a text as one expression.
    public init(parsing source: SourceText) throws(ExpressionError) {
        var effort = Effort()
        try self.init(parsing: source, effort: &effort)
    }

    /// The same as one of many that share what they may spend.
    public init(parsing source: SourceText, effort: inout Effort) throws(ExpressionError) {
        self.source = source
        guard source.byteCount <= Self.maximumLength else {
            throw ExpressionError(
                kind: .parse, text: "the expression is longer than \(Self.maximumLength) bytes", advice: nil,
                location: TextLocation(in: source, offset: 0))
        }
        do throws(Parser.Failure) {
            program = try Parser.parse(source.withUTF8 { Array($0) }, effort: &effort)
        } catch {
            throw Self.error(.parse, error.fault, error.range, in: source)
        }
    }

    /// The value for a display; throws where an operator or function cannot take what it is given.
    public func evaluate(with variables: Variables) throws(ExpressionError) -> Value {
        var effort = Effort()
        return try evaluate(with: variables, effort: &effort)
    }

    /// The same as one of many that share what they may spend.
    public func evaluate(with variables: Variables, effort: inout Effort) throws(ExpressionError) -> Value {
        do throws(Evaluator.Failure) {
            return try Evaluator.evaluate(program, with: variables, effort: &effort)
        } catch {
            let range = Int(error.range.lowerBound)..<Int(error.range.upperBound)
            throw Self.error(.evaluate, error.fault, range, in: source)
        }
    }

    /// The value as the number that a width, a height or a frame rate needs; it may be infinite or no number.
    ///
    /// Throws for everything but numbers and texts that are one, with the original's message.
    public func number(with variables: Variables) throws(ExpressionError) -> Double {
        let value = try evaluate(with: variables)
        if let number = value.number { return number }
        let written = source.withUTF8 { $0.count }
        throw Self.error(
            .evaluate, Fault("expected number but got \(value) (\(value.originalTypeName))"), 0..<written, in: source)
    }

    /// The value's text for a pipeline: that of the expression itself, untouched, when the value is null.
    ///
    /// So `veryfast` stands for itself. Nothing is quoted or escaped.
    public func text(with variables: Variables, form: TextForm) throws(ExpressionError) -> String {
        String(decoding: try bytes(with: variables, form: form), as: UTF8.self)
    }

    /// The same text as the bytes it has, which need not be UTF-8.
    public func bytes(with variables: Variables, form: TextForm) throws(ExpressionError) -> [UInt8] {
        let value = try evaluate(with: variables)
        return value == .null ? source.withUTF8 { Array($0) } : value.bytes(form: form)
    }

    private static func error(
        _ kind: ExpressionError.Kind, _ fault: Fault, _ range: Range<Int>, in source: SourceText
    ) -> ExpressionError {
        let start = source.location(ofByte: range.lowerBound)
        let end = source.location(ofByte: range.upperBound)
        let location = TextLocation(in: source, offset: start.offset, length: end.offset - start.offset)
        return ExpressionError(
            kind: kind, text: fault.text, advice: BareText.advice(for: source) ?? fault.advice, location: location)
    }
}
