// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Conformance

@Suite struct GateTests {
    private static let first = ConformanceCheck("first", .must, after: [], "")
    private static let second = ConformanceCheck("second", .must, after: [], "")
    private static let both = ConformanceCheck("both", .must, after: ["first", "second"], "")

    /// What comes of `both` after these results; nil when it is run.
    private func skipped(_ first: CheckOutcome, _ second: CheckOutcome) -> CheckOutcome? {
        ConformanceRun.skipped(GateTests.both, ["first": first, "second": second])
    }

    private func first(_ result: CheckResult, _ text: String = "") -> CheckOutcome {
        CheckOutcome(GateTests.first, result, text)
    }

    private func second(_ result: CheckResult, _ text: String = "") -> CheckOutcome {
        CheckOutcome(GateTests.second, result, text)
    }

    @Test(arguments: [CheckResult.pass, .warn, .skip])
    func `one gate that passes is enough where none has failed`(other: CheckResult) {
        #expect(skipped(first(.pass), second(other)) == nil)
        #expect(skipped(first(other), second(.pass)) == nil)
    }

    @Test(arguments: [CheckResult.fail, .crash, .timeout])
    func `a gate that has failed is enough to be skipped, and is named`(failure: CheckResult) throws {
        for outcome in [skipped(first(.pass), second(failure)), skipped(first(.skip), second(failure))] {
            let outcome = try #require(outcome)
            #expect(outcome.result == .skip)
            #expect(outcome.text == "not run, since second does not hold")
            #expect(outcome.blocker == "second")
        }
    }

    @Test func `what was not run for a failure keeps others from running, for the same reason`() throws {
        let blocked = CheckOutcome(GateTests.second, blockedBy: "something-earlier")
        let outcome = try #require(skipped(first(.pass), blocked))
        #expect(outcome.text == "not run, since something-earlier does not hold")
        #expect(outcome.blocker == "something-earlier")
    }

    @Test func `where no gate has anything to check, neither has what depends on them`() throws {
        let outcome = try #require(skipped(first(.skip, "no GPU"), second(.skip, "no encoder")))
        #expect(outcome.result == .skip)
        #expect(outcome.text == "no GPU")
        #expect(outcome.blocker == nil)
    }

    @Test func `without gates a check is run`() {
        #expect(ConformanceRun.skipped(GateTests.first, [:]) == nil)
    }

    @Test func `what is chosen comes with all its gates and theirs`() {
        let names = ConformanceRun.closure(of: ConformanceCheck.matching("session-table-complete")).map(\.name)
        #expect(names.last == "session-table-complete")
        #expect(
            Set(names).isSuperset(of: ["elf-shared-library", "elf-loads", "init-succeeds", "probe-records-valid"]))
        #expect(!names.contains("session-open-close"))
    }

    @Test func `everything is its own closure`() {
        #expect(ConformanceRun.closure(of: ConformanceCheck.all) == ConformanceCheck.all)
        #expect(ConformanceRun.closure(of: []).isEmpty)
    }
}
