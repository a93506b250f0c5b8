// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Reports

extension CheckReport.Finding {
    /// The diagnostic as the contract prints it.
    public init(_ diagnostic: Diagnostic) {
        self.init(
            severity: diagnostic.severity.rawValue, text: diagnostic.message, hint: diagnostic.advice,
            file: diagnostic.location?.source.name, line: diagnostic.location?.line,
            column: diagnostic.location?.column, related: diagnostic.related.map(CheckReport.Finding.init))
    }
}
