// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// What is wrong with an expression, and where.
public struct ExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// When it was found.
    public enum Kind: String, Sendable, Hashable {
        /// The text is no expression, whatever the display's size. Calculations with constants belong here too.
        case parse
        /// It cannot be calculated for these variables.
        case evaluate
    }

    public let kind: Kind
    /// What is wrong, without a full stop.
    public let text: String
    /// What to do about it; nil when the text says it all.
    public let advice: String?
    /// The part of the expression that it is about.
    public let location: TextLocation

    /// From 1, in characters as a reader sees them.
    public var column: Int { location.column }

    /// The error as it is shown to a user.
    public var diagnostic: Diagnostic { Diagnostic(.error, text, at: location, advice: advice) }

    /// The diagnostic's text.
    public var description: String { diagnostic.description }
}
