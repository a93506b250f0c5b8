// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc

/// The browser's end of the DevTools protocol: JSON messages, each ended by a zero byte, over two pipes.
///
/// One call at a time; events are dropped.
final class DevToolsPipe {
    private let commands: Int32
    private let answers: Int32
    private var pending: [UInt8] = []
    private var lastID = 0

    /// Takes ownership of both descriptors.
    init(commands: Int32, answers: Int32) {
        self.commands = commands
        self.answers = answers
    }

    deinit {
        close(commands)
        close(answers)
    }

    private struct Command: Encodable {
        var id: Int
        var method: String
        var params: JSONValue
        var sessionId: String?
    }

    /// Calls a method and waits for its result.
    ///
    /// - Parameter session: the target's; nil for the browser itself.
    func call(
        _ method: String, _ parameters: JSONValue = [:], session: String? = nil, seconds: Double = 30
    ) throws -> JSONValue {
        lastID += 1
        let command = Command(id: lastID, method: method, params: parameters, sessionId: session)
        try send(Array(JSONEncoder().encode(command)) + [0])
        let deadline = Deadline(seconds: seconds)
        while true {
            let message = try receive(by: deadline, answering: method)
            guard message["id"].integer == lastID else { continue }
            guard message["error"] == .null else {
                throw FixtureError("\(method): \(message["error"]["message"].string ?? "failed")")
            }
            return message["result"]
        }
    }

    private func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(commands, $0.baseAddress, $0.count) }
            guard count > 0 else { throw FixtureError("the browser is gone") }
            sent += count
        }
    }

    private func receive(by deadline: Deadline, answering method: String) throws -> JSONValue {
        while true {
            if let end = pending.firstIndex(of: 0) {
                let message = try JSONDecoder().decode(JSONValue.self, from: Data(pending[..<end]))
                pending.removeFirst(end + 1)
                return message
            }
            var poller = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
            guard poll(&poller, 1, deadline.millisecondsLeft) == 1 else {
                throw FixtureError("the browser did not answer \(method)")
            }
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            let count = read(answers, &chunk, chunk.count)
            guard count > 0 else { throw FixtureError("the browser is gone") }
            pending.append(contentsOf: chunk[..<count])
        }
    }
}
