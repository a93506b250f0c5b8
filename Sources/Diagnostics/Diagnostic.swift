// SPDX-License-Identifier: Apache-2.0

/// One thing to say about a text that a user wrote: what is wrong, where, and what to do about it.
public struct Diagnostic: Sendable, Hashable, Error {
    /// How bad it is: an error makes the text unusable, a warning and a note do not.
    public enum Severity: String, Sendable, Hashable {
        case error, warning, note
    }

    /// How bad it is.
    public var severity: Severity
    /// What is wrong, without a full stop.
    public var message: String
    /// Nil when there is no place to show, as for a file that is missing.
    public var location: TextLocation?
    /// What to do about it; nil when the message says it all.
    public var advice: String?
    /// Other places that have to do with it, such as the first of two equal keys.
    public var related: [Diagnostic]

    public init(
        _ severity: Severity, _ message: String, at location: TextLocation? = nil, advice: String? = nil,
        related: [Diagnostic] = []
    ) {
        self.severity = severity
        self.message = message
        self.location = location
        self.advice = advice
        self.related = related
    }
}
