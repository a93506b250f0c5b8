// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

/// What the installed elements have against a configuration.
public struct ElementFinding: Sendable, Hashable {
    /// Whose; nil where it is about none of them.
    public var pipeline: String?
    /// `no-element`, `not-usable`, `no-property`, `read-only`, `bad-value`, `bad-caps`, `bad-description`, `unchecked`.
    public var code: Reason.Code
    /// With its place in the configuration.
    public var diagnostic: Diagnostic

    /// The same without a place.
    public var reason: Reason { Reason(code, diagnostic.message, hint: diagnostic.advice) }

    /// The same as no more than a warning.
    var asWarning: ElementFinding {
        var finding = self
        if diagnostic.severity == .error { finding.diagnostic.severity = .warning }
        return finding
    }
}
