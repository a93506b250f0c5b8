// SPDX-License-Identifier: Apache-2.0

/// One thing that a provider is checked for, known by a name that never changes.
public struct ConformanceCheck: Sendable, Hashable {
    public enum Level: String, Codable, Sendable {
        /// A rule of the ABI, or what every host relies on: a breach fails the provider.
        case must
        /// What good providers do: a breach is a warning.
        case should
    }

    /// When a check may run.
    public enum Pace: Sendable, Hashable {
        /// Beside others.
        case shared
        /// Alone, since it measures time or memory.
        case alone
    }

    /// Its area, then what holds: `session-open-close`.
    public var name: String
    public var level: Level
    /// What holds when it passes, as a sentence.
    public var summary: String
    /// The checks without which this one says nothing: none of them, nor of theirs, may have failed, and one must have
    /// passed.
    public var gates: [String]
    public var pace: Pace

    init(_ name: String, _ level: Level, after gates: [String], _ summary: String, pace: Pace = .shared) {
        self.name = name
        self.level = level
        self.gates = gates
        self.pace = pace
        self.summary = summary
    }
}

extension ConformanceCheck {
    /// Every check, in the order in which they are reported; a gate stands before what depends on it.
    public static let all =
        file + entry + describe + probe + circumstances + element + session + output + layouts + control + memory
        + behaviour

    /// The checks whose name matches a pattern; `*` stands for any characters, `?` for one.
    public static func matching(_ pattern: String) -> [ConformanceCheck] {
        all.filter { Glob(pattern).matches($0.name) }
    }
}
