// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Roles

@Suite struct RetransmissionBudgetTests {
    @Test func `a burst passes, then only as much as flows in`() {
        var budget = RetransmissionBudget(perSecond: 40, burst: 40)
        let burst = (0..<100).count { _ in budget.spend(atNanoseconds: 0) }
        #expect(burst == 40)
        let second = (1...1000).count { budget.spend(atNanoseconds: Int64($0) * 1_000_000) }
        #expect((39...40).contains(second))
    }

    @Test func `rest does not add up beyond the burst, and a clock that stands still gives nothing`() {
        var budget = RetransmissionBudget(perSecond: 10, burst: 5)
        for time: Int64 in [0, 3_600_000_000_000] {
            let burst = (0..<10).count { _ in budget.spend(atNanoseconds: time) }
            #expect(burst == 5)
        }
        let beforeThat = budget.spend(atNanoseconds: 0)
        #expect(!beforeThat)
    }
}
