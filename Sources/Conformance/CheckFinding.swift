// SPDX-License-Identifier: Apache-2.0

/// What a worker says while it carries out one check.
public enum CheckMessage: Codable, Sendable, Hashable {
    /// About to do this; where it crashes or hangs is known by the last one.
    case phase(String)
    /// The library's own id.
    case provider(String)
    case finding(CheckFinding)
}

/// What a check has found, before its level is considered.
public enum CheckFinding: Codable, Sendable, Hashable {
    /// It holds; with what was seen, may be empty.
    case holds(String)
    /// It does not hold, and why.
    case broken(String)
    /// There is nothing here to check it with, and why.
    case notApplicable(String)
}

/// What became of a check.
public enum CheckResult: String, Codable, Sendable, Hashable, CaseIterable {
    case pass, warn, fail, skip, crash, timeout

    /// Whether it speaks against the provider.
    public var isFailure: Bool { self == .fail || self == .crash || self == .timeout }
}

/// One check, carried out.
public struct CheckOutcome: Sendable, Hashable {
    public var check: ConformanceCheck
    public var result: CheckResult
    /// What was found, in a sentence; may be empty for a pass.
    public var text: String
    public var durationMilliseconds: Int
    /// The library's own id, where this check came as far as to know it.
    var provider: String?
    /// The failed check for which it was not run; nil when it was.
    public var blocker: String?

    public init(_ check: ConformanceCheck, _ result: CheckResult, _ text: String, durationMilliseconds: Int = 0) {
        self.check = check
        self.result = result
        self.text = text
        self.durationMilliseconds = durationMilliseconds
    }

    /// A check that was not run, since another one has failed.
    init(_ check: ConformanceCheck, blockedBy blocker: String) {
        self.init(check, .skip, "not run, since \(blocker) does not hold")
        self.blocker = blocker
    }
}

/// How a library does against the checks.
public struct ConformanceOutcome: Sendable, Hashable {
    /// Its id; nil when it does not come as far as to tell it.
    public var provider: String?
    /// Those that were chosen, and those that they build upon and that do not hold, in the order of
    /// `ConformanceCheck.all`.
    public var checks: [CheckOutcome]
}
