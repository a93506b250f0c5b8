// SPDX-License-Identifier: Apache-2.0
import Processes
import Testing

@testable import Conformance

@Suite struct ConformanceRunTests {
    @Test func `a library that could not be checked does not pass`() async throws {
        let run = ConformanceRun(worker: WorkerExecutable(path: "/no/such/worker"), environment: [])
        let outcome = await run.run("/no/such/library.so", ConformanceCheck.matching("elf-loads"))
        #expect(outcome.provider == nil)
        let first = try #require(outcome.checks.first)
        #expect(first.check.name == "elf-shared-library")
        #expect(first.result == .crash)
        #expect(first.text.contains("/no/such/worker cannot be started"))
        #expect(outcome.checks.last?.check.name == "elf-loads")
        #expect(outcome.checks.last?.result == .skip)
    }
}
