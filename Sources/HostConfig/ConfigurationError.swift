// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// A configuration that cannot be used, with all that is wrong with it.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    /// At least one of them is an error; warnings and notes come along.
    public let diagnostics: [Diagnostic]

    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    public var description: String { diagnostics.rendered }
}
