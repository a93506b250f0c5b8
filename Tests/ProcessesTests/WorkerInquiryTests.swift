// SPDX-License-Identifier: Apache-2.0
import Glibc
import Processes
import Testing
import WorkerProtocol

/// Inquiries of a shell in the worker's place.
@Suite struct WorkerInquiryTests {
    private let shell = WorkerExecutable(path: "/bin/sh")

    @Test func `a worker gets the question that it was started for`() throws {
        let question = try [Frame.message(encoding: ["a"]), Frame.message(encoding: ["b", "c"])]
        let size = question.reduce(0) { $0 + $1.encoded().count }
        // What it reads from its channel it sends back.
        let inquiry = try WorkerInquiry.run(
            shell, role: ["-c", "exec head -c \(size) <&3 >&3"], question: question, deadlineMilliseconds: 30_000)
        #expect(inquiry.end == .ended(.exited(0)))
        #expect(inquiry.messages.map { Frame.message($0) } == question)
    }

    @Test func `a worker that is gone before the question is read has just ended`() throws {
        let inquiry = try WorkerInquiry.run(
            shell, role: ["-c", "exit 7"], question: [.message([1, 2, 3])], deadlineMilliseconds: 30_000)
        #expect(inquiry.end == .ended(.exited(7)))
    }

    @Test func `a question that the channel does not take is told and not waited for`() throws {
        let inquiry = try WorkerInquiry.run(
            shell, role: ["-c", "exec sleep 300"], question: [.message([UInt8](repeating: 0, count: 8 << 20))],
            deadlineMilliseconds: 30_000)
        guard case .broke = inquiry.end else {
            Issue.record("\(inquiry.end)")
            return
        }
    }
}
