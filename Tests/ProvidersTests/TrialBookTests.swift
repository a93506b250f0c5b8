// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Media
import Processes
import Synchronization
import TestFixtures
import Testing
import WorkerProtocol

@testable import Providers

/// The book with a script in the worker's place that counts how often something is tried.
@Suite struct TrialBookTests {
    private let scratch: Scratch
    private let seconds = SecondsHand()

    private final class SecondsHand: Sendable {
        private let value = Mutex<Int64>(1_000_000)
        var now: Int64 { value.withLock { $0 } }
        func advance(_ seconds: Int64) { value.withLock { $0 += seconds } }
    }

    private let subject = TrialSubject(
        provider: "com.example.vendor", encoder: "fastenc", device: "cpu", codec: .vp8,
        resolution: Resolution(width: 640, height: 360), rate: FrameRate(30), parameters: EncoderParameters(),
        means: .description("vp8enc name=encoder"))

    private let measurement = TrialMeasurement(
        framesPerSecond: 100, latencyP50Milliseconds: 5, latencyP99Milliseconds: 9, cpuMillisecondsPerFrame: 4,
        bitrateKbps: 2400, bitrateErrorPercent: -4, bitrateStepErrorPercent: 3, keyframeDelayFrames: 1,
        psnrDecibels: 38, warmUpMilliseconds: 40, rateControl: .cbr)

    init() throws {
        scratch = try Scratch()
        try scratch.write(
            """
            #!/bin/sh
            printf . >> \(scratch.path)/tried
            cat \(scratch.path)/answer >&3
            test -e \(scratch.path)/crash && kill -SEGV $$
            exit 0

            """, to: "worker", mode: 0o755)
        try answer([.measured(measurement), .done])
    }

    private func answer(_ records: [TrialRecord]) throws {
        let bytes = try records.flatMap { try Frame.message(encoding: $0).encoded() }
        try Data(bytes).write(to: URL(fileURLWithPath: "\(scratch.path)/answer"))
    }

    private var book: TrialBook {
        TrialBook(
            runner: TrialRunner(worker: WorkerExecutable(path: "\(scratch.path)/worker")),
            memory: MemoryFile(path: "\(scratch.path)/trials.json"), secondsNow: { [seconds] in seconds.now })
    }

    private func catalog(fingerprint: String = "1") -> Catalog {
        var provider = ProbedProvider(
            file: ProviderFile(path: "/vendor.so", isBuiltIn: false),
            records: [
                .provider(
                    ProviderIdentity(
                        id: "com.example.vendor", name: "V", vendor: "V", version: "1", license: "MIT")), .done,
            ], end: .ended(.exited(0)), standardError: "")
        provider.fingerprint = fingerprint
        return Catalog(providers: [provider])
    }

    private func timesTried() -> Int { FileManager.default.contents(atPath: "\(scratch.path)/tried")?.count ?? 0 }

    @Test func `what was measured is remembered`() async {
        #expect(book.recall([subject], in: catalog()).isEmpty)
        #expect(await book.run(subject, in: catalog()) == .measured(measurement))
        seconds.advance(30 * 86_400)
        #expect(book.recall([subject], in: catalog()) == [subject: .measured(measurement)])
        #expect(timesTried() == 1)
    }

    @Test func `another size, parameter or driver is another trial`() async {
        _ = await book.run(subject, in: catalog())
        var larger = subject
        larger.resolution = Resolution(width: 1280, height: 720)
        var slower = subject
        slower.parameters.speed = .quality
        #expect(book.recall([larger, slower], in: catalog()).isEmpty)
        #expect(book.recall([subject], in: catalog(fingerprint: "2")).isEmpty)
    }

    @Test func `a failure is believed for a minute, then five, then thirty`() async throws {
        try answer([.failed(Reason("not-negotiated", "no"))])
        for expiry: Int64 in [60, 300, 1800, 1800] {
            _ = await book.run(subject, in: catalog())
            seconds.advance(expiry - 1)
            #expect(book.recall([subject], in: catalog()).count == 1)
            seconds.advance(1)
            #expect(book.recall([subject], in: catalog()).isEmpty)
        }
    }

    @Test func `what crashed twice is not tried again until something changes`() async throws {
        try scratch.write("", to: "crash")
        try answer([.phase(.burst)])
        for _ in 0..<2 {
            guard case .failed(let reason) = await book.run(subject, in: catalog()) else {
                Issue.record("a crash is a failure")
                return
            }
            #expect(reason.code == "trial-crashed")
            #expect(reason.text.contains("phase \"burst\""))
        }
        seconds.advance(30 * 86_400)
        #expect(book.recall([subject], in: catalog()).count == 1)
        #expect(book.recall([subject], in: catalog(fingerprint: "2")).isEmpty)
    }

    @Test func `one that was too slow gets another chance after half an hour`() async throws {
        var slow = measurement
        slow.framesPerSecond = 20
        try answer([.measured(slow), .done])
        _ = await book.run(subject, in: catalog())
        seconds.advance(1799)
        #expect(book.recall([subject], in: catalog()).count == 1)
        seconds.advance(1)
        #expect(book.recall([subject], in: catalog()).isEmpty)
    }

    @Test func `one that works after it failed is believed`() async throws {
        try answer([.failed(Reason("not-negotiated", "no"))])
        _ = await book.run(subject, in: catalog())
        try answer([.measured(measurement), .done])
        _ = await book.run(subject, in: catalog())
        seconds.advance(86_400)
        #expect(book.recall([subject], in: catalog()) == [subject: .measured(measurement)])
    }
}
