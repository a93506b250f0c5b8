// SPDX-License-Identifier: Apache-2.0
import CProcess
import Glibc
import WorkerProtocol

/// One worker asked one thing: its messages up to its end, or up to the deadline.
///
/// Messages already sent survive whatever comes after them: a crash, a hang, an exit without a word.
public struct WorkerInquiry: Sendable {
    /// JSON messages in order.
    public var messages: [[UInt8]]
    public var end: End
    /// The last of what it wrote to standard error, at most 8 KiB.
    public var standardError: String

    public enum End: Sendable, Hashable {
        case ended(ExitStatus)
        /// Not done at the deadline; its process group was killed.
        case timedOut
        /// It sent something that is not a frame, or too much; it was killed.
        case broke(String)
        /// It took more memory than any question is worth; it was killed.
        case outgrew
        /// It could not even be killed and is left behind.
        case stuck
    }

    /// What an answer may hold at most, all messages together.
    private static let maximumBytes = 4 << 20
    private static let keptErrorBytes = 8 << 10
    /// What a worker may hold in memory. Address space is not limited: GPU drivers reserve a lot of it.
    public static let usualResidentBytes = 2 << 30

    /// Runs the worker in this role and collects its messages. Blocks the calling thread until it has ended.
    ///
    /// - Parameters:
    ///   - environment: the whole environment, in place of the one that workers have otherwise.
    ///   - question: what the worker is told first; it must fit into the channel's buffer, some 200 kB.
    ///   - residentBytes: how much memory it may hold.
    public static func run(
        _ worker: WorkerExecutable, role: [String], environment: [String]? = nil, question: [Frame] = [],
        deadlineMilliseconds: Int, residentBytes: Int = usualResidentBytes
    ) throws(SpawnError) -> WorkerInquiry {
        let channel = try SocketPair()
        var errorPipe: [Int32] = [-1, -1]
        guard cprocess_pipe(&errorPipe) == 0 else {
            close(channel.host)
            close(channel.worker)
            throw SpawnError(path: worker.path, errno: errno)
        }
        defer {
            close(channel.host)
            close(errorPipe[0])
        }
        let child: ChildProcess
        do {
            defer {
                close(channel.worker)
                close(errorPipe[1])
            }
            child = try ChildProcess(
                path: worker.path, arguments: role, environment: environment ?? worker.environment,
                descriptors: [
                    .init(errorPipe[1], as: 1), .init(errorPipe[1], as: 2),
                    .init(channel.worker, as: SocketPair.workerDescriptor),
                ])
        }
        var reading = Reading(channel: channel.host, standardError: errorPipe[0])
        let isAsked = send(question, to: channel.host)
        let outcome =
            isAsked
            ? reading.untilEnd(of: child, deadlineMilliseconds: deadlineMilliseconds, residentBytes: residentBytes)
            : .broke("it was asked more than its channel takes")
        let status = child.end(withinMilliseconds: outcome == .closed ? 1000 : 0)
        reading.drainStandardError()
        let end: End =
            switch (outcome, status) {
            case (.timedOut, _?): .timedOut
            case (.broke(let why), _?): .broke(why)
            case (.outgrew, _?): .outgrew
            case (.closed, let status?): .ended(status)
            case (_, nil): .stuck
            }
        return WorkerInquiry(
            messages: reading.messages, end: end,
            standardError: String(decoding: reading.errorText, as: UTF8.self))
    }

    /// False when the channel does not take all of it at once; a worker that is already gone shows when it is read.
    private static func send(_ question: [Frame], to channel: Int32) -> Bool {
        let bytes = question.flatMap { $0.encoded() }
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        let count = bytes.isEmpty ? 0 : Glibc.send(channel, bytes, bytes.count, flags)
        return count == bytes.count || count < 0 && errno != EAGAIN
    }

    private enum Outcome: Equatable { case closed, timedOut, outgrew, broke(String) }

    /// The reading side of an inquiry, from the start of the child to the end of its channel.
    private struct Reading {
        let channel: Int32
        let standardError: Int32
        var messages: [[UInt8]] = []
        var errorText: [UInt8] = []
        private var pending: [UInt8] = []
        /// How often its memory is looked at.
        private static let lookMilliseconds: Int64 = 100
        private var total = 0

        init(channel: Int32, standardError: Int32) {
            self.channel = channel
            self.standardError = standardError
            _ = fcntl(standardError, F_SETFL, O_NONBLOCK)
        }

        mutating func untilEnd(
            of child: ChildProcess, deadlineMilliseconds: Int, residentBytes: Int
        ) -> Outcome {
            let deadline = MonotonicClock.nowNanoseconds() + Int64(deadlineMilliseconds) * 1_000_000
            var polled = [channel, standardError, child.descriptor].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            while true {
                let left = (deadline - MonotonicClock.nowNanoseconds()) / 1_000_000
                guard left > 0 else { return .timedOut }
                guard poll(&polled, 3, Int32(min(left, Self.lookMilliseconds))) >= 0 || errno == EINTR else {
                    return .broke("poll failed")
                }
                if polled[1].revents != 0 { drainStandardError() }
                // A closed standard error would make poll return at once for ever.
                if polled[1].revents & Int16(POLLHUP) != 0 { polled[1].fd = -1 }
                if polled[0].revents != 0 {
                    if let outcome = readMessages() { return outcome }
                } else if polled[2].revents != 0 {
                    // It has ended, and all that it sent is read; what it forked may hold the channel open.
                    return .closed
                }
                if child.residentBytes > residentBytes { return .outgrew }
            }
        }

        private mutating func readMessages() -> Outcome? {
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            let count = read(channel, &chunk, chunk.count)
            if count < 0 { return errno == EINTR ? nil : .closed }
            if count == 0 { return .closed }
            total += count
            guard total <= WorkerInquiry.maximumBytes else { return .broke("more than 4 MiB of records") }
            pending.append(contentsOf: chunk[..<count])
            return takeFrames()
        }

        private mutating func takeFrames() -> Outcome? {
            do {
                while pending.count >= 4 {
                    let length = try Frame.length(of: pending)
                    guard pending.count >= 4 + length else { return nil }
                    guard case .message(let body) = try Frame(kindAndBody: pending[4..<(4 + length)]) else {
                        return .broke("a packet in place of a record")
                    }
                    messages.append(body)
                    pending.removeFirst(4 + length)
                }
                return nil
            } catch {
                return .broke(error.description)
            }
        }

        mutating func drainStandardError() {
            var chunk = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(standardError, &chunk, chunk.count)
                guard count > 0 else { return }
                errorText.append(contentsOf: chunk[..<count])
                if errorText.count > WorkerInquiry.keptErrorBytes {
                    errorText.removeFirst(errorText.count - WorkerInquiry.keptErrorBytes)
                }
            }
        }
    }
}
