// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expressions

/// A value of the configuration that can depend on the display: an expression, and where it is written.
///
/// Two are equal when they are the same text at the same place.
public struct ConfiguredExpression: Sendable, Hashable {
    /// What is evaluated.
    public let expression: Expression
    /// Where the value is written; nil for a default.
    public let location: TextLocation?
    /// Whether the characters at `location`, without any quotes around them, are those of the expression.
    private let quoteLength: Int?

    /// Reads an expression that was found as a value.
    ///
    /// - Throws: the diagnostic for a text that is no expression, at the faulty part where that can be told.
    public init(parsing text: String, at location: TextLocation? = nil) throws(Diagnostic) {
        var effort = Effort()
        try self.init(parsing: text, at: location, effort: &effort)
    }

    /// The same as one of many that share what they may spend.
    init(parsing text: String, at location: TextLocation?, effort: inout Effort) throws(Diagnostic) {
        quoteLength = location.flatMap { Self.quoteLength(of: text, at: $0) }
        self.location = location
        do throws(ExpressionError) {
            let source = SourceText(name: "expression", text: text)
            expression = try Expression(parsing: source, effort: &effort)
        } catch {
            throw Self.diagnostic(for: error, at: location, quoteLength: quoteLength)
        }
    }

    /// A number that nobody wrote.
    public init(_ number: Int) {
        expression = Expression(number)
        location = nil
        quoteLength = nil
    }

    /// The expression's text.
    public var text: String { expression.writtenText }

    /// The diagnostic for an error of this expression, at the faulty part where that can be told.
    func diagnostic(for error: ExpressionError) -> Diagnostic {
        Self.diagnostic(for: error, at: location, quoteLength: quoteLength)
    }

    private static func diagnostic(
        for error: ExpressionError, at location: TextLocation?, quoteLength: Int?
    ) -> Diagnostic {
        var place = location ?? error.location
        if let location, let quoteLength {
            place = TextLocation(
                in: location.source, offset: location.offset + quoteLength + error.location.offset,
                length: error.location.length)
        }
        return Diagnostic(.error, error.text, at: place, advice: error.advice)
    }

    private static func quoteLength(of text: String, at location: TextLocation) -> Int? {
        let written = location.text
        if written == text { return 0 }
        return written == "\"\(text)\"" || written == "'\(text)'" ? 1 : nil
    }

    public static func == (left: ConfiguredExpression, right: ConfiguredExpression) -> Bool {
        left.text == right.text && left.location == right.location
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(location)
    }
}
