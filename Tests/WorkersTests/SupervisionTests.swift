// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Workers

@Suite struct SupervisionTests {
    private let died = Reason("worker-died", "it was killed")

    /// Two candidates, one viewer, the first worker started.
    private func started(candidates: Int = 2) -> Supervision {
        var machine = Supervision(candidates: candidates)
        #expect(machine.handle(.audience(1)) == [.start(run: 1, candidate: 0), .announce(.started(candidate: 0))])
        return machine
    }

    @Test func `the first viewer starts the first candidate, a second one starts nothing`() {
        var machine = started()
        #expect(machine.handle(.audience(2)) == [])
        #expect(machine.handle(.delivered(run: 1)) == [])
        #expect(machine.phase == .running(run: 1, candidate: 0))
    }

    @Test(arguments: ["unsupported", "no-device", "no-permission", "session-limit", "busy", "no-memory"])
    func `what the same candidate would say again makes the next one start at once`(code: String) {
        var machine = started()
        let reason = Reason(Reason.Code(rawValue: code), "the device says so")
        #expect(
            machine.handle(.ended(run: 1, reason, lasted: .shortly)) == [
                .start(run: 2, candidate: 1), .announce(.failedOver(from: 0, to: 1, reason)),
            ])
    }

    @Test func `the last viewer's leaving stops the worker after the linger`() {
        var machine = started()
        _ = machine.handle(.delivered(run: 1))
        guard case .linger(let number)? = machine.handle(.audience(0)).first else {
            Issue.record("no linger")
            return
        }
        #expect(machine.handle(.lingerOver(number)) == [.stop(run: 1), .announce(.stopped)])
        #expect(machine.phase == .idle)
        #expect(machine.handle(.ended(run: 1, died, lasted: .shortly)) == [])
    }

    @Test func `a viewer who comes back within the linger keeps the worker`() {
        var machine = started()
        guard case .linger(let number)? = machine.handle(.audience(0)).first else {
            Issue.record("no linger")
            return
        }
        #expect(machine.handle(.audience(1)) == [])
        #expect(machine.handle(.lingerOver(number)) == [])
        #expect(machine.phase == .starting(run: 1, candidate: 0))
    }

    @Test func `a failed worker is replaced by the same candidate once, then by the next`() {
        var machine = started()
        #expect(
            machine.handle(.ended(run: 1, died, lasted: .shortly))
                == [.start(run: 2, candidate: 0), .announce(.restarted(candidate: 0, died))])
        #expect(
            machine.handle(.ended(run: 2, died, lasted: .shortly))
                == [.start(run: 3, candidate: 1), .announce(.failedOver(from: 0, to: 1, died))])
        #expect(machine.restarts == 1)
        #expect(machine.failovers == 1)
        #expect(machine.lastError == died)
    }

    @Test func `a run that lasted long says nothing against its candidate`() {
        var machine = started()
        for run in 1...5 {
            let actions = machine.handle(.ended(run: run, died, lasted: .long))
            #expect(actions.first == .start(run: run + 1, candidate: 0))
        }
    }

    @Test func `after the last candidate the stream fails and tries again after growing pauses`() {
        var machine = started(candidates: 1)
        _ = machine.handle(.ended(run: 1, died, lasted: .shortly))
        let actions = machine.handle(.ended(run: 2, died, lasted: .shortly))
        #expect(actions.first == .announce(.failed(died)))
        guard case .pause(let first, seconds: 2)? = actions.last else {
            Issue.record("\(actions)")
            return
        }
        #expect(machine.phase == .failed(died))
        #expect(machine.handle(.pauseOver(first)).first == .start(run: 3, candidate: 0))
        _ = machine.handle(.ended(run: 3, died, lasted: .shortly))
        let again = machine.handle(.ended(run: 4, died, lasted: .shortly))
        guard case .pause(_, seconds: 4)? = again.last else {
            Issue.record("\(again)")
            return
        }
    }

    @Test func `a new viewer wakes a failed stream at once, and the old pause no longer counts`() {
        var machine = started(candidates: 1)
        _ = machine.handle(.ended(run: 1, died, lasted: .shortly))
        guard case .pause(let number, _)? = machine.handle(.ended(run: 2, died, lasted: .shortly)).last else {
            Issue.record("no pause")
            return
        }
        #expect(machine.handle(.audience(2)).first == .start(run: 3, candidate: 0))
        #expect(machine.handle(.pauseOver(number)) == [])
    }

    @Test func `events of an earlier run change nothing`() {
        var machine = started()
        _ = machine.handle(.ended(run: 1, died, lasted: .shortly))
        #expect(machine.handle(.ended(run: 1, died, lasted: .shortly)) == [])
        #expect(machine.handle(.delivered(run: 1)) == [])
        #expect(machine.phase == .starting(run: 2, candidate: 0))
    }
}
