// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import ProviderLoading
import WorkerProtocol

/// The pipeline of an encode worker: started, asked for keyframes and bitrates, stopped.
///
/// Belongs to the role's own thread; only `PacketForwarder` works on the streaming thread.
final class EncodedStream {
    enum Outcome { case goesOn, over }

    /// How long held frames may take to come out after `stop`; beyond it the stream ends without them.
    private static let drainLimit = Duration.seconds(2)

    private let pipeline: Pipeline
    private let sink: AppSink
    private let encoder: Element?
    private let liveBitrate: EncodeStart.LiveBitrate?
    private let native: NativeElement?
    private let forwarder: PacketForwarder
    private let inbox: Inbox<EncodeHappening>
    private var keyframeRequests: UInt32 = 0
    private var drainDeadline: ContinuousClock.Instant?

    /// Builds the pipeline, without starting it.
    init(_ start: EncodeStart, channel: HostChannel, inbox: Inbox<EncodeHappening>) throws(Reason) {
        if let encoder = start.native {
            native = try NativeElement(encoder)
        } else {
            native = nil
        }
        do throws(ParseError) {
            pipeline = try Pipeline(parsing: start.description)
        } catch {
            throw Reason(error)
        }
        guard let sink = pipeline.element(named: "appsink").flatMap(AppSink.init) else {
            throw Reason(
                "bad-description", "the pipeline description has no appsink of the name appsink",
                hint: "end it with: appsink name=appsink")
        }
        self.sink = sink
        encoder = pipeline.element(named: "encoder")
        liveBitrate = start.liveBitrate
        self.inbox = inbox
        forwarder = PacketForwarder(codec: start.codec, channel: channel, inbox: inbox)
        connect()
    }

    private func connect() {
        sink.onSample { [forwarder] sample in forwarder.forward(sample) }
        pipeline.onMessage { [inbox] message in
            switch message {
            case .error, .endOfStream: inbox.postAtOnce(.pipeline(message), important: true)
            case .warning, .latency: inbox.postAtOnce(.pipeline(message), important: false)
            case .stateChanged, .other: break
            }
        }
        pipeline.useMonotonicClock()
    }

    /// Starts the pipeline; packets may come before this returns.
    func start() throws(Reason) {
        do {
            // The sample is handed on at once, so this bound is never reached; it is there for what is not foreseen.
            try sink.setProperty("max-buffers", to: 8)
            try sink.setProperty("drop", to: false)
            try sink.setProperty("enable-last-sample", to: false)
            let change = try pipeline.setState(.paused)
            // A live source sets the pace; anything else must be held to it by the sink.
            try sink.setProperty("sync", to: change != .live)
            try pipeline.setState(.playing)
        } catch {
            throw failureBehind(error)
        }
    }

    /// What has come out so far.
    var statistics: EncodeStatistics { forwarder.statistics }

    var isStopping: Bool { drainDeadline != nil }

    /// What is left of the time to drain.
    var timeToDrain: Duration { max(.zero, (drainDeadline ?? .now) - .now) }

    /// Reacts to one happening; throws when the pipeline cannot go on.
    func handle(_ happening: EncodeHappening) throws(Reason) -> Outcome {
        switch happening {
        case .host(.command(.requestKeyframe)), .packetsDropped: requestKeyframe()
        case .host(.command(.setBitrate(let kbps))): setBitrate(kbps)
        case .host(.command(.stop)): stop()
        case .host(.command(.hello)): throw Reason(outOfTurn: "a second greeting")
        case .host(.command(.start)): throw Reason(outOfTurn: "a second start")
        case .host(.packet): throw Reason(outOfTurn: "a packet")
        case .host(.broken(let error)): throw Reason(error)
        case .host(.ended):
            HostServices.cancelAll()
            return .over
        case .pipeline(.endOfStream): return .over
        case .pipeline(.error(let failure)): throw native?.reason(for: failure) ?? Reason(failure)
        case .pipeline(.warning(let failure)): Log.write(Reason(failure).text)
        case .pipeline(.latency): pipeline.recalculateLatency()
        case .pipeline: break
        case .formatRefused(let reason): throw reason
        }
        return .goesOn
    }

    private func requestKeyframe() {
        keyframeRequests &+= 1
        let request = Event.forceKeyUnit(allHeaders: true, count: keyframeRequests)
        if let pad = encoder?.pad("src") {
            pad.send(request)
        } else {
            sink.pad("sink")?.push(request)
        }
    }

    private func setBitrate(_ kbps: Int) {
        guard let liveBitrate, let encoder else {
            Log.write("the bitrate of this pipeline cannot change while it runs")
            return
        }
        let (product, overflow) = Int64(kbps).multipliedReportingOverflow(by: liveBitrate.numerator)
        guard kbps > 0, !overflow, liveBitrate.denominator > 0 else {
            return Log.write("no bitrate: \(kbps) kbit/s")
        }
        do throws(PropertyError) {
            try encoder.setProperty(liveBitrate.property, to: Int(product / liveBitrate.denominator))
        } catch {
            Log.write("the bitrate did not change: \(error)")
        }
    }

    private func stop() {
        guard drainDeadline == nil else { return }
        drainDeadline = .now + EncodedStream.drainLimit
        pipeline.send(.endOfStream)
    }

    /// The element's own words for a start that failed; they are posted before the state change returns.
    private func failureBehind(_ error: any Error) -> Reason {
        while let happening = inbox.next(atMost: .zero) {
            if case .pipeline(.error(let failure)) = happening {
                return native?.reason(for: failure) ?? Reason(failure)
            }
        }
        return Reason("pipeline-failed", "the pipeline does not start: \(error)")
    }
}
