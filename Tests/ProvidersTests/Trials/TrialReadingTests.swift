// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import Processes
import Testing
import WorkerProtocol

@testable import Providers

@Suite struct TrialReadingTests {
    private let measurement = TrialMeasurement(
        framesPerSecond: 100, latencyP50Milliseconds: 3, latencyP99Milliseconds: 9, cpuMillisecondsPerFrame: 4,
        bitrateKbps: 2400, bitrateErrorPercent: -4, bitrateStepErrorPercent: 1, keyframeDelayFrames: 1,
        psnrDecibels: nil, warmUpMilliseconds: 30, rateControl: .vbr)

    private func outcome(
        _ records: [TrialRecord], _ end: WorkerInquiry.End = .ended(.exited(0)), standardError: String = ""
    ) -> TrialOutcome {
        TrialReading(records: records, end: end, standardError: standardError).outcome
    }

    private func failure(_ records: [TrialRecord], _ end: WorkerInquiry.End, standardError: String = "") -> Reason? {
        guard case .failed(let reason) = outcome(records, end, standardError: standardError) else { return nil }
        return reason
    }

    @Test func `the picture belongs to what was measured, and so does the reason for a fallback`() {
        let refusal = Reason("encoder-failed", "no CBR here")
        var expected = measurement
        expected.psnrDecibels = 33
        expected.fallbackReason = refusal
        #expect(
            outcome([.refused(.cbr, refusal), .measured(measurement), .picture(psnrDecibels: 33), .done])
                == .measured(expected))
    }

    @Test func `a failure counts whatever was measured before`() {
        let reason = Reason("wrong-picture", "grey")
        #expect(outcome([.measured(measurement), .picture(psnrDecibels: 7), .failed(reason)]) == .failed(reason))
    }

    @Test func `what ends without a word names its phase and its last words`() throws {
        let crash = try #require(
            failure([.phase(.start), .phase(.paced)], .ended(.signalled(SIGABRT)), standardError: "a\nassert x\n"))
        #expect(crash.code == "trial-crashed")
        #expect(crash.text.contains(#"phase "paced""#) && crash.text.hasSuffix(": assert x"))
        #expect(failure([], .ended(.exited(0)))?.code == "trial-crashed")
        #expect(failure([.phase(.burst)], .timedOut)?.code == "trial-hung")
        #expect(failure([.phase(.burst)], .stuck)?.text.contains(#"phase "burst""#) == true)
        #expect(failure([], .broke("garbage"))?.code == "trial-broke")
    }

    @Test func `a decoder that crashes or hangs costs its own number only`() {
        #expect(
            outcome([.measured(measurement), .phase(.decode)], .ended(.signalled(SIGSEGV))) == .measured(measurement))
        #expect(outcome([.measured(measurement), .phase(.decode)], .timedOut) == .measured(measurement))
    }

    @Test func `a worker that is not there is a failure with its path`() async {
        let runner = TrialRunner(worker: WorkerExecutable(path: "/nowhere/serval-worker"))
        let outcome = await runner.run(
            TrialSubject(
                codec: .vp8, resolution: Resolution(width: 64, height: 64), rate: FrameRate(30), parameters: .init(),
                means: .description("vp8enc name=encoder")))
        guard case .failed(let reason) = outcome else {
            Issue.record("it was measured")
            return
        }
        #expect(reason.code == "trial-not-started" && reason.text.contains("/nowhere/serval-worker"))
    }

    @Test func `one lane is for one trial at a time, in the order in which they came`() async {
        let lanes = TrialLanes()
        func lane(_ kind: EncoderDescription.Kind, _ device: String) -> TrialLanes.Lane {
            TrialLanes.Lane(
                of: TrialSubject(
                    device: device, kind: kind, codec: .vp8, resolution: Resolution(width: 64, height: 64),
                    rate: FrameRate(30), parameters: .init(), means: .description("")))
        }
        #expect(lane(.software, "cpu") == lane(.software, ""))
        #expect(lane(.hardware, "pci:1") != lane(.hardware, "pci:2"))
        let software = lane(.software, "")
        await lanes.enter(software)
        await lanes.enter(lane(.hardware, "pci:1"))
        let order = await withTaskGroup(of: Int.self) { group in
            for number in 0..<3 {
                group.addTask {
                    await lanes.enter(software)
                    return number
                }
                while await lanes.waitingCount(software) <= number { await Task.yield() }
            }
            var order: [Int] = []
            await lanes.leave(software)
            for await number in group {
                order.append(number)
                await lanes.leave(software)
            }
            return order
        }
        #expect(order == [0, 1, 2])
    }
}

extension TrialLanes {
    fileprivate func waitingCount(_ lane: Lane) -> Int { waiting[lane]?.count ?? 0 }
}
