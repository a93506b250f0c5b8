// SPDX-License-Identifier: Apache-2.0
import Testing
import WorkerProtocol

@testable import Conformance
@testable import Processes

@Suite struct CheckReadingTests {
    private static let must = ConformanceCheck("a", .must, after: [], "")
    private static let should = ConformanceCheck("b", .should, after: [], "")

    private func read(
        _ messages: [CheckMessage], _ end: WorkerInquiry.End, of check: ConformanceCheck = must, said: String = ""
    ) throws -> CheckReading {
        let bodies = try messages.compactMap { message -> [UInt8]? in
            if case .message(let body) = try Frame.message(encoding: message) { body } else { nil }
        }
        return CheckReading(check, WorkerInquiry(messages: bodies, end: end, standardError: said))
    }

    @Test func `what holds passes, with what was seen`() throws {
        let reading = try read([.phase("init"), .finding(.holds("3 ms"))], .ended(.exited(0)))
        #expect(reading.result == .pass)
        #expect(reading.text == "3 ms")
    }

    @Test func `what is broken fails, or warns where it only should hold`() throws {
        #expect(try read([.finding(.broken("no id"))], .ended(.exited(0))).result == .fail)
        let reading = try read([.finding(.broken("no id"))], .ended(.exited(0)), of: CheckReadingTests.should)
        #expect(reading.result == .warn)
        #expect(reading.text == "no id")
    }

    @Test(arguments: [WorkerInquiry.End.ended(.signalled(11)), .timedOut, .outgrew])
    func `what is broken stays so, however the process ends`(end: WorkerInquiry.End) throws {
        #expect(try read([.finding(.broken("no id"))], end).result == .fail)
    }

    @Test func `what cannot be checked is skipped`() throws {
        let reading = try read([.finding(.notApplicable("no GPU"))], .ended(.exited(0)))
        #expect(reading.result == .skip)
        #expect(reading.text == "no GPU")
    }

    @Test func `a crash is told by the place and by its last words`() throws {
        let reading = try read(
            [.phase("init"), .phase("probe")], .ended(.signalled(6)), said: "probing\nassertion failed: x > 0\n")
        #expect(reading.result == .crash)
        #expect(reading.text.hasPrefix("in probe, the process was killed by signal 6"))
        #expect(reading.text.hasSuffix("it wrote: assertion failed: x > 0"))
    }

    @Test func `a crash after everything was found is still a crash`() throws {
        let messages = [CheckMessage.finding(.holds("")), .phase("exit, after deinit")]
        let reading = try read(messages, .ended(.signalled(4)))
        #expect(reading.result == .crash)
        #expect(reading.text.hasPrefix("in exit, after deinit, "))
    }

    @Test func `a process that ends by itself before it has found anything is a crash`() throws {
        let reading = try read([.phase("probe")], .ended(.exited(0)))
        #expect(reading.result == .crash)
        #expect(reading.text == "in probe, the process was ended by exit(0), in the midst of the check")
    }

    @Test(arguments: [WorkerInquiry.End.timedOut, .stuck])
    func `a hang is told by the place`(end: WorkerInquiry.End) throws {
        let reading = try read([.phase("loading"), .phase("encode of x, frame 2")], end)
        #expect(reading.result == .timeout)
        #expect(reading.text == "it did not come back from: encode of x, frame 2")
    }

    @Test func `a hang at the end, with all found, is a hang`() throws {
        #expect(try read([.finding(.holds("")), .phase("exit, after deinit")], .timedOut).result == .timeout)
    }

    @Test func `one that fills the memory, or breaks the channel, has crashed`() throws {
        let filled = try read([.phase("probe")], .outgrew)
        #expect(filled.result == .crash)
        #expect(filled.text == "in probe, it filled the memory and was killed")
        let broken = try read([], .broke("a packet in place of a record"))
        #expect(broken.result == .crash)
        #expect(broken.text == "in start, the channel broke: a packet in place of a record")
    }

    @Test func `what is no message is passed over`() {
        let inquiry = WorkerInquiry(messages: [Array("{}".utf8)], end: .ended(.exited(0)), standardError: "")
        #expect(CheckReading(CheckReadingTests.must, inquiry).result == .crash)
    }
}
