// SPDX-License-Identifier: Apache-2.0
import Media
import WorkerProtocol

/// What a role has to react to, in order, whoever it comes from: the host's commands and the pipeline's messages.
///
/// Any thread posts; the role's own thread takes.
final class Inbox<Happening: Sendable>: Sendable {
    private let waiting = Monitor<[Happening]>([])
    private let limit: Int

    /// - Parameter limit: How many may wait; beyond it `post` waits.
    init(limit: Int = 256) { self.limit = limit }

    /// Waits for a place; for threads that may wait.
    func post(_ happening: Happening) {
        waiting.wait { queue -> Void? in
            guard queue.count < self.limit else { return nil }
            queue.append(happening)
            return ()
        }
    }

    /// Never waits: for streaming threads. Beyond the limit the oldest gives way to what is important, and nothing
    /// to what is not.
    func postAtOnce(_ happening: Happening, important: Bool) {
        waiting.update { queue in
            if queue.count >= limit {
                guard important else { return }
                queue.removeFirst()
            }
            queue.append(happening)
        }
    }

    /// Waits for the next; nil when none came within `limit`.
    func next(atMost limit: Duration?) -> Happening? {
        waiting.wait(atMost: limit) { $0.isEmpty ? nil : $0.removeFirst() }
    }
}

/// What comes from the host.
enum HostInput<Command: Decodable & Sendable>: Sendable {
    case command(Command)
    case packet(stream: UInt32, Packet)
    /// The host is gone or has closed the channel.
    case ended
    /// It sent what is no frame, or no message of this role.
    case broken(FrameError)
}

extension HostChannel {
    /// Reads on a thread of its own until the host is gone, and posts what comes.
    func read<Command: Decodable & Sendable, Happening: Sendable>(
        _ command: Command.Type, into inbox: Inbox<Happening>,
        as wrap: @escaping @Sendable (HostInput<Command>) -> Happening
    ) {
        WorkerThread.start {
            while true {
                let input = self.nextInput(command)
                inbox.post(wrap(input))
                switch input {
                case .command, .packet: continue
                case .ended, .broken: return
                }
            }
        }
    }

    private func nextInput<Command: Decodable & Sendable>(_ command: Command.Type) -> HostInput<Command> {
        do {
            switch try nextFrame() {
            case .message(let body): return .command(try Frame.decode(command, from: body))
            case .packet(let stream, let packet): return .packet(stream: stream, packet)
            case nil: return .ended
            }
        } catch let error as FrameError {
            return .broken(error)
        } catch {
            return .broken(FrameError("\(error)"))
        }
    }
}
