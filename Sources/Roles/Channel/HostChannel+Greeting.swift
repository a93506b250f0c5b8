// SPDX-License-Identifier: Apache-2.0
import Media
import WorkerProtocol

extension HostChannel {
    /// Blocks until the host has greeted and given its first command.
    ///
    /// - Parameters:
    ///   - role: what the commands are of, for errors: `a trial`.
    ///   - greeting: the greeting that a command is; nil for any other.
    /// - Returns: The command; nil when the host is gone.
    /// - Throws: `Reason` with code `protocol-error` or `version-mismatch`.
    func firstCommand<Command: Decodable>(
        _ type: Command.Type, of role: String, greeting: (Command) -> Hello?
    ) throws(Reason) -> Command? {
        var isGreeted = false
        while true {
            let frame: Frame?
            do throws(FrameError) { frame = try nextFrame() } catch { throw Reason(error) }
            guard let frame else { return nil }
            guard case .message(let body) = frame else { throw Reason(outOfTurn: "a packet") }
            guard let command = try? Frame.decode(type, from: body) else {
                throw Reason(FrameError("not a command of \(role)"))
            }
            guard let hello = greeting(command) else {
                guard isGreeted else { throw Reason(outOfTurn: "a command before its greeting") }
                return command
            }
            if let mismatch = Reason(mismatchOf: hello) { throw mismatch }
            isGreeted = true
        }
    }
}
