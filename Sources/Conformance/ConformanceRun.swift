// SPDX-License-Identifier: Apache-2.0
import Processes

/// Holds a provider library against the checks, each in a child of its own with a deadline.
///
/// What a check needs to hold first (its gates) is looked at before it, whether or not it was chosen.
public struct ConformanceRun: Sendable {
    /// Tells how far it is: the number of checks done, of how many, and the one that is next.
    public typealias Progress = @Sendable (_ done: Int, _ of: Int, _ next: String) -> Void

    public var worker: WorkerExecutable
    /// The children's whole environment, as `NAME=value`.
    public var environment: [String]
    /// A check beyond it hangs, and its process group is killed.
    public var deadlineMilliseconds: Int
    /// How many children run at a time, but for those that measure.
    public var width: Int

    public init(
        worker: WorkerExecutable, environment: [String], deadlineMilliseconds: Int = 45_000,
        width: Int = max(1, min(AllowedProcessors.count(), 4))
    ) {
        self.worker = worker
        self.environment = environment
        self.deadlineMilliseconds = deadlineMilliseconds
        self.width = width
    }

    /// Runs the checks on a library.
    ///
    /// - Parameters:
    ///   - library: its absolute path.
    ///   - chosen: what to report.
    public func run(
        _ library: String, _ chosen: [ConformanceCheck] = ConformanceCheck.all, progress: Progress = { _, _, _ in }
    ) async -> ConformanceOutcome {
        let needed = ConformanceRun.closure(of: chosen)
        var outcomes: [String: CheckOutcome] = [:]
        var waiting = needed
        while !waiting.isEmpty {
            let ready = waiting.filter { $0.gates.allSatisfy { outcomes[$0] != nil } }
            waiting.removeAll { ready.contains($0) }
            let runnable = ready.filter { check in
                guard let skipped = ConformanceRun.skipped(check, outcomes) else { return true }
                outcomes[check.name] = skipped
                return false
            }
            for group in [runnable.filter { $0.pace == .shared }, runnable.filter { $0.pace == .alone }] {
                let isAlone = group.first?.pace == .alone
                for outcome in await carryOut(
                    group, on: library, width: isAlone ? 1 : width,
                    { next in
                        progress(outcomes.count, needed.count, next)
                    })
                { outcomes[outcome.check.name] = outcome }
            }
        }
        let reported = needed.filter { chosen.contains($0) || outcomes[$0.name]?.result.isFailure == true }
        return ConformanceOutcome(
            provider: outcomes.values.lazy.compactMap(\.provider).first,
            checks: reported.compactMap { outcomes[$0.name] })
    }

    private func carryOut(
        _ checks: [ConformanceCheck], on library: String, width: Int, _ begins: (String) -> Void
    ) async -> [CheckOutcome] {
        await withTaskGroup(of: CheckOutcome.self) { group in
            var outcomes: [CheckOutcome] = []
            for (index, check) in checks.enumerated() {
                if index >= width, let outcome = await group.next() { outcomes.append(outcome) }
                begins(check.name)
                group.addTask { await carryOut(check, on: library) }
            }
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
    }

    private func carryOut(_ check: ConformanceCheck, on library: String) async -> CheckOutcome {
        let start = MonotonicClock.nowNanoseconds()
        do {
            let inquiry = try await WorkerInquiry.ask(
                worker, role: ["check", library, check.name], environment: environment,
                deadlineMilliseconds: deadlineMilliseconds)
            let reading = CheckReading(check, inquiry)
            let duration = Int((MonotonicClock.nowNanoseconds() - start) / 1_000_000)
            var outcome = CheckOutcome(check, reading.result, reading.text, durationMilliseconds: duration)
            outcome.provider = reading.provider
            return outcome
        } catch {
            // Nothing is known of the library then, which must not pass for good.
            return CheckOutcome(check, .crash, "it was not run: \(error)")
        }
    }

    /// The checks with all their gates, in the order of the catalogue.
    static func closure(of chosen: [ConformanceCheck]) -> [ConformanceCheck] {
        var names = Set(chosen.map(\.name))
        // A gate stands before what depends on it.
        for check in ConformanceCheck.all.reversed() where names.contains(check.name) { names.formUnion(check.gates) }
        return ConformanceCheck.all.filter { names.contains($0.name) }
    }

    /// Nil when the gates are open.
    static func skipped(_ check: ConformanceCheck, _ outcomes: [String: CheckOutcome]) -> CheckOutcome? {
        let gates = check.gates.compactMap { outcomes[$0] }
        let blockers = gates.compactMap { $0.result.isFailure ? $0.check.name : $0.blocker }
        if let blocker = blockers.first { return CheckOutcome(check, blockedBy: blocker) }
        guard !gates.isEmpty, gates.allSatisfy({ $0.result == .skip }), let first = gates.first else { return nil }
        return CheckOutcome(check, .skip, first.text)
    }
}
