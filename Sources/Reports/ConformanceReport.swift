// SPDX-License-Identifier: Apache-2.0

/// What `serval check-plugin` prints: how a provider library does against the checks.
public struct ConformanceReport: Codable, Sendable, Hashable {
    public enum Result: String, Codable, Sendable, Hashable {
        case pass
        /// Nothing that must hold is broken, but something that should.
        case warn
        case fail
    }

    public struct Check: Codable, Sendable, Hashable {
        public var name: String
        /// `must` or `should`.
        public var level: String
        /// `pass`, `warn`, `fail`, `skip`, `crash` or `timeout`.
        public var result: String
        /// What was found; may be empty for a pass.
        public var text: String
        /// What holds when it passes.
        public var summary: String
        public var durationMilliseconds: Int

        public init(
            name: String, level: String, result: String, text: String, summary: String, durationMilliseconds: Int
        ) {
            self.name = name
            self.level = level
            self.result = result
            self.text = text
            self.summary = summary
            self.durationMilliseconds = durationMilliseconds
        }

        enum CodingKeys: String, CodingKey {
            case name, level, result, text, summary
            case durationMilliseconds = "duration_ms"
        }
    }

    public var schema = 1
    /// The library's absolute path.
    public var file: String
    /// Its id; null when it does not come as far as to tell it.
    @ExplicitNull public var provider: String?
    public var result: Result
    public var checks: [Check]

    public init(file: String, provider: String?, result: Result, checks: [Check]) {
        self.file = file
        self.provider = provider
        self.result = result
        self.checks = checks
    }
}
