// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import SessionDescription
import WorkerProtocol

/// All sessions of the worker. Belongs to one thread, which alone decides; what blocks happens elsewhere.
struct PeersSessions {
    /// What one worker carries; beyond it a machine of this kind is out of CPU.
    static let limit = 64
    /// A pipeline that takes longer to stop is left behind.
    static let releaseLimit: Int64 = 5_000_000_000

    let channel: HostChannel
    let mailbox: Monitor<PeersMailbox>
    let streams: StreamSwitch
    let limits: ViewerLife.Limits
    var addresses: [String] = []
    private(set) var viewers: [String: Viewer] = [:]
    private(set) var departures: [String: Departure] = [:]
    private var throttles: [UInt32: KeyframeThrottle] = [:]

    init(
        channel: HostChannel, mailbox: Monitor<PeersMailbox>, streams: StreamSwitch,
        limits: ViewerLife.Limits = ViewerLife.Limits()
    ) {
        self.channel = channel
        self.mailbox = mailbox
        self.streams = streams
        self.limits = limits
    }

    /// Serves until the host is gone, then lets go of all viewers.
    mutating func run() {
        while true {
            let batch = mailbox.wait(atMost: untilDeadline) { $0.takeAll() } ?? PeersMailbox()
            for stream in batch.streamsWithoutKeyframe { requestKeyframe(of: stream) }
            for signal in batch.signals {
                if case .hostGone = signal { return letGo() }
                handle(signal)
            }
            checkDeadlines()
        }
    }

    private mutating func handle(_ signal: PeersSignal) {
        switch signal {
        case .command(let command): handle(command)
        case .streamChanged(let stream, let codec): closeOthers(of: stream, than: codec)
        case .keyframePassed(let stream): throttles[stream]?.keyframePassed()
        case .viewer(let session, let signal): handle(signal, of: session)
        case .released(let session): depart(session)
        case .hostGone: break
        }
    }

    private mutating func handle(_ command: PeersCommand) {
        switch command {
        case .start(let configuration): addresses = configuration.addresses
        case .offer(let offer): accept(offer)
        case .candidate(let session, let mediaLine, let candidate):
            // Those by name, and what is no candidate, help nobody; the viewer's packets tell its address
            // anyway.
            guard let candidate = CandidateFragment.forAgent(candidate) else { return }
            viewers[session]?.pipeline.addCandidate(mediaLine: mediaLine, candidate)
        case .close(let session): end(session, Reason("closed", "the session was closed"))
        case .hello, .format: break
        }
    }

    // MARK: Beginning

    private mutating func accept(_ request: ViewerOffer) {
        do {
            try begin(request)
        } catch {
            channel.send(PeersEvent.refused(session: request.session, error))
        }
    }

    private mutating func begin(_ request: ViewerOffer) throws(Reason) {
        let (session, stream) = (request.session, request.stream)
        guard viewers.count + departures.count < PeersSessions.limit else {
            throw Reason(
                "session-limit", "\(PeersSessions.limit) viewers are connected, which is the limit",
                hint: "try again when one has left")
        }
        guard viewers[session] == nil, departures[session] == nil else {
            throw Reason("bad-offer", "there is a session \(session) already")
        }
        let offer = try Offer(parsing: request.sdp)
        guard let payloadType = offer.payloadType(for: request.codec) else {
            throw Reason(
                "codec-not-offered", "the offer has no \(request.codec.rtpEncodingName) that fits the stream",
                hint: "choose a pipeline with another codec")
        }
        let pipeline = try ViewerPipeline(
            codec: request.codec, payloadType: payloadType, addresses: addresses,
            onKeyframeNeeded: { [mailbox] in mailbox.askForKeyframe(of: stream) },
            report: { [mailbox] in mailbox.post(.viewer(session: session, $0)) })
        streams.add(pipeline.feed, session: session, to: stream)
        viewers[session] = Viewer(
            session: session, stream: stream, codec: request.codec, offer: offer, pipeline: pipeline,
            life: ViewerLife(limits: limits, atNanoseconds: MonotonicClock.nowNanoseconds()))
        pipeline.setRemote(offer.normalized(answering: request.codec))
    }

    // MARK: Keyframes

    mutating func requestKeyframe(of stream: UInt32) {
        let now = MonotonicClock.nowNanoseconds()
        if throttles[stream, default: KeyframeThrottle()].request(atNanoseconds: now) {
            channel.send(PeersEvent.keyframeWanted(stream: stream))
        }
    }

    // MARK: Time

    /// How long nothing can be due; nil when nothing ever is.
    private var untilDeadline: Duration? {
        let deadlines =
            viewers.values.map { $0.life.deadline($0.pipeline.feed.signs) }
            + departures.values.map(\.deadline) + throttles.values.compactMap(\.deadline)
        guard let earliest = deadlines.min() else { return nil }
        let now = MonotonicClock.nowNanoseconds()
        // Nothing here is finer than some milliseconds, and a rested stream's viewer stays overdue: look once
        // a second.
        return .nanoseconds(earliest > now ? earliest - now : 1_000_000_000)
    }

    private mutating func checkDeadlines() {
        let now = MonotonicClock.nowNanoseconds()
        for viewer in viewers.values {
            if let reason = viewer.life.verdict(viewer.pipeline.feed.signs, atNanoseconds: now) {
                end(viewer.session, reason)
            }
        }
        for stream in throttles.keys where throttles[stream]?.fire(atNanoseconds: now) ?? false {
            channel.send(PeersEvent.keyframeWanted(stream: stream))
        }
        for (session, departure) in departures where departure.deadline <= now { depart(session) }
    }

    // MARK: Changes of state

    mutating func change(_ session: String, _ body: (inout Viewer) -> Void) {
        guard var viewer = viewers[session] else { return }
        body(&viewer)
        viewers[session] = viewer
    }

    // MARK: Ending

    private mutating func closeOthers(of stream: UInt32, than codec: Codec) {
        for viewer in viewers.values where viewer.stream == stream && viewer.codec != codec {
            let name = codec.rtpEncodingName
            end(viewer.session, Reason("codec-changed", "the stream is now \(name)", hint: "connect again"))
        }
    }

    /// Takes the viewer out at once; the host is told when its pipeline is released.
    mutating func end(_ session: String, _ reason: Reason) {
        guard let viewer = viewers.removeValue(forKey: session) else { return }
        streams.remove(session: session, from: viewer.stream)
        if !viewers.values.contains(where: { $0.stream == viewer.stream }) { throttles[viewer.stream] = nil }
        departures[session] = Departure(
            reason: reason, wasAnswered: viewer.life.phase != .negotiating,
            deadline: MonotonicClock.nowNanoseconds() + PeersSessions.releaseLimit)
        // Stopping waits for the pipeline's threads, which may be waiting for this one.
        WorkerThread.start { [mailbox, pipeline = viewer.pipeline] in
            pipeline.release()
            mailbox.post(.released(session: session))
        }
    }

    private mutating func depart(_ session: String) {
        guard let departure = departures.removeValue(forKey: session) else { return }
        channel.send(
            departure.wasAnswered
                ? PeersEvent.closed(session: session, departure.reason)
                : PeersEvent.refused(session: session, departure.reason))
    }

    /// Says goodbye to all viewers, so that their pages notice at once.
    private mutating func letGo() {
        for session in viewers.keys { end(session, Reason("closed", "the host is gone")) }
        let deadline = MonotonicClock.nowNanoseconds() + 2_000_000_000
        while !departures.isEmpty, MonotonicClock.nowNanoseconds() < deadline {
            let batch = mailbox.wait(atMost: .milliseconds(100)) { $0.takeAll() }
            for case .released(let session) in batch?.signals ?? [] { departures[session] = nil }
        }
    }
}
