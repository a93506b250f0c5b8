// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import WorkerProtocol

/// The peers worker: the WebRTC sessions of all viewers.
///
/// Three kinds of threads: this one reads the channel and hands packets to the viewers; one decides about
/// sessions; GStreamer's own do the rest and only report.
public enum PeersRole {
    /// Serves the host until it is gone.
    ///
    /// - Returns: The process's exit status: 0 when the host is gone, 1 when this machine cannot do WebRTC or
    ///   the host does not speak the protocol; standard error says which.
    public static func run(channel: HostChannel) -> Int32 {
        channel.send(PeersEvent.hello(Hello()))
        do throws(Reason) {
            try greet(channel)
            try Runtime.initialiseForRole()
            try WarmUp.run()
        } catch {
            return fail(error)
        }
        let mailbox = Monitor(PeersMailbox())
        let streams = StreamSwitch()
        let isOver = Monitor(false)
        WorkerThread.start {
            var sessions = PeersSessions(channel: channel, mailbox: mailbox, streams: streams)
            sessions.run()
            isOver.update { $0 = true }
        }
        channel.send(PeersEvent.ready)
        var status: Int32 = 0
        do throws(Reason) {
            while try serveFrame(of: channel, mailbox, streams) {}
        } catch {
            status = fail(error)
        }
        mailbox.post(.hostGone)
        isOver.wait { $0 ? () : nil }
        return status
    }

    private static func greet(_ channel: HostChannel) throws(Reason) {
        let frame: Frame?
        do throws(FrameError) {
            frame = try channel.nextFrame()
        } catch {
            throw Reason(error)
        }
        guard case .message(let body) = frame,
            case .hello(let hello) = try? Frame.decode(PeersCommand.self, from: body)
        else { throw Reason(outOfTurn: "something before its greeting") }
        if let mismatch = Reason(mismatchOf: hello) { throw mismatch }
    }

    /// - Returns: False when the host is gone.
    private static func serveFrame(
        of channel: HostChannel, _ mailbox: Monitor<PeersMailbox>, _ streams: StreamSwitch
    ) throws(Reason) -> Bool {
        do {
            switch try channel.nextFrame() {
            case nil: return false
            case .packet(let stream, let packet):
                if packet.isKeyframe { mailbox.post(.keyframePassed(stream: stream)) }
                if !streams.publish(packet, stream: stream) { mailbox.askForKeyframe(of: stream) }
            case .message(let body):
                try take(try Frame.decode(PeersCommand.self, from: body), mailbox, streams)
            }
            return true
        } catch let error as FrameError {
            throw Reason(error)
        } catch {
            throw Reason(FrameError("\(error)"))
        }
    }

    private static func take(
        _ command: PeersCommand, _ mailbox: Monitor<PeersMailbox>, _ streams: StreamSwitch
    ) throws(FrameError) {
        guard case .format(let stream, let format) = command else { return mailbox.post(command: command) }
        guard let caps = Caps(format.caps) else { throw FrameError("these are no caps: \(format.caps)") }
        // At once, in the order of the packets, which never pass through the mailbox.
        streams.setFormat(caps, of: stream)
        mailbox.post(.streamChanged(stream: stream, format.codec))
    }

    private static func fail(_ reason: Reason) -> Int32 {
        Log.write("peers: \(reason)")
        return 1
    }
}
