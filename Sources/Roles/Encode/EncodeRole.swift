// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import WorkerProtocol

/// What an encode worker reacts to.
enum EncodeHappening: Sendable {
    case host(HostInput<EncodeCommand>)
    case pipeline(BusMessage)
    /// The host does not read fast enough; what follows is useless until a keyframe.
    case packetsDropped
    /// What the pipeline delivers is of no use to the host.
    case formatRefused(Reason)
}

/// Runs one pipeline from the screen to encoded packets, as the host asks for it.
public enum EncodeRole {
    /// Serves the host until the stream ends or fails, or the host is gone.
    ///
    /// - Returns: The process's exit status: 0 when it ended in order, 1 after `failed`.
    public static func run(channel: HostChannel) -> Int32 {
        let inbox = Inbox<EncodeHappening>()
        channel.send(EncodeEvent.hello(Hello()))
        channel.read(EncodeCommand.self, into: inbox) { .host($0) }
        do throws(Reason) {
            try Runtime.initialiseForRole()
            if let start = try awaitStart(inbox) {
                let stream = try EncodedStream(start, channel: channel, inbox: inbox)
                try serve(stream, channel, inbox)
            }
        } catch {
            channel.send(EncodeEvent.failed(error))
            channel.flush()
            return 1
        }
        channel.flush()
        return 0
    }

    /// Nil when there is nothing to start: the host has stopped or is gone.
    private static func awaitStart(_ inbox: Inbox<EncodeHappening>) throws(Reason) -> EncodeStart? {
        var isGreeted = false
        while true {
            guard case .host(let input)? = inbox.next(atMost: nil) else { continue }
            switch input {
            case .command(.hello(let hello)):
                if let mismatch = Reason(mismatchOf: hello) { throw mismatch }
                isGreeted = true
            case .command where !isGreeted: throw Reason(outOfTurn: "a command before its greeting")
            case .command(.start(let start)): return start
            case .command(.stop), .ended: return nil
            case .command(.requestKeyframe), .command(.setBitrate): continue
            case .packet: throw Reason(outOfTurn: "a packet")
            case .broken(let error): throw Reason(error)
            }
        }
    }

    private static func serve(
        _ stream: EncodedStream, _ channel: HostChannel, _ inbox: Inbox<EncodeHappening>
    ) throws(Reason) {
        var reports = StatisticsSchedule()
        try stream.start()
        while true {
            let happening = inbox.next(atMost: stream.isStopping ? stream.timeToDrain : reports.timeLeft)
            if reports.isDue { channel.send(EncodeEvent.statistics(stream.statistics)) }
            if stream.isStopping, stream.timeToDrain <= .zero { break }
            guard let happening else { continue }
            if try stream.handle(happening) == .over { break }
        }
        channel.send(EncodeEvent.statistics(stream.statistics))
        channel.send(EncodeEvent.ended)
    }
}

/// When the next statistics are due: about once a second.
private struct StatisticsSchedule {
    private var due = ContinuousClock.now + .seconds(1)

    var timeLeft: Duration { max(.zero, due - .now) }

    /// Whether they are due now; if so, the next are due a second later.
    var isDue: Bool {
        mutating get {
            guard due <= .now else { return false }
            due = .now + .seconds(1)
            return true
        }
    }
}

extension Runtime {
    /// Makes GStreamer ready, or says why the worker is of no use.
    package static func initialiseForRole() throws(Reason) {
        do throws(InitialisationError) {
            try initialise()
        } catch {
            throw Reason(
                "no-gstreamer", "GStreamer cannot be used: \(error)",
                hint: "apt install gstreamer1.0-plugins-base")
        }
    }
}
