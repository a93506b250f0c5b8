// SPDX-License-Identifier: Apache-2.0

/// What `serval config check` prints: all that there is to say about a file.
public struct CheckReport: Codable, Sendable, Hashable {
    public enum Result: String, Codable, Sendable, Hashable { case ok, error }

    public struct Finding: Codable, Sendable, Hashable {
        /// `error`, `warning` or `note`.
        public var severity: String
        public var text: String
        @ExplicitNull public var hint: String?
        @ExplicitNull public var file: String?
        /// From 1; null without a place to show.
        @ExplicitNull public var line: Int?
        @ExplicitNull public var column: Int?
        /// Other places that have to do with it.
        public var related: [Finding]

        public init(
            severity: String, text: String, hint: String?, file: String?, line: Int?, column: Int?,
            related: [Finding]
        ) {
            self.severity = severity
            self.text = text
            self.related = related
            self.hint = hint
            self.file = file
            self.line = line
            self.column = column
        }
    }

    public var schema = 1
    public var file: String
    public var result: Result
    public var diagnostics: [Finding]

    public init(file: String, result: Result, diagnostics: [Finding]) {
        self.file = file
        self.result = result
        self.diagnostics = diagnostics
    }
}
