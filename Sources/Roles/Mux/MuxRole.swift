// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import WorkerProtocol

/// What a mux worker reacts to.
enum MuxHappening: Sendable {
    case host(HostInput<MuxCommand>)
    /// The pipeline has failed or has written all; the file tells which.
    case pipeline
}

/// Writes the packets of one stream to a file, as the host sends them.
public enum MuxRole {
    /// Serves the host until the file is finished or cannot be written; a host that goes away finishes the file.
    ///
    /// - Returns: The process's exit status: 0 when the file is whole, 1 after `failed`.
    public static func run(channel: HostChannel) -> Int32 {
        let inbox = Inbox<MuxHappening>(limit: 64)
        channel.send(MuxEvent.hello(Hello()))
        channel.read(MuxCommand.self, into: inbox) { .host($0) }
        do throws(Reason) {
            try Runtime.initialiseForRole()
            try serve(inbox)
        } catch {
            channel.send(MuxEvent.failed(error))
            channel.flush()
            return 1
        }
        channel.send(MuxEvent.finished)
        channel.flush()
        return 0
    }

    private static func serve(_ inbox: Inbox<MuxHappening>) throws(Reason) {
        var isGreeted = false
        var file: PacketFile?
        while true {
            guard case .host(let input)? = inbox.next(atMost: nil) else {
                try file?.throwFailure()
                continue
            }
            switch input {
            case .command(.hello(let hello)):
                if let mismatch = Reason(mismatchOf: hello) { throw mismatch }
                isGreeted = true
            case .command where !isGreeted: throw Reason(outOfTurn: "a command before its greeting")
            case .command(.start(let format, let path)):
                guard file == nil else { throw Reason(outOfTurn: "a second start") }
                let new = try PacketFile(format, path: path, inbox: inbox)
                try new.open()
                file = new
            case .packet(_, let packet):
                guard let file else { throw Reason(outOfTurn: "a packet before the start") }
                try file.write(packet)
            case .command(.finish), .ended:
                try file?.finish()
                return
            case .broken(let error): throw Reason(error)
            }
        }
    }
}
