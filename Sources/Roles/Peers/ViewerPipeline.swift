// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import SessionDescription
import Synchronization

/// One viewer's `appsrc ! payloader ! webrtcbin`, and the steps of its negotiation.
///
/// It only carries out; what the steps lead to arrives in the mailbox, and the sessions' thread decides.
/// Never renegotiated: webrtcbin asserts there, and a new session costs milliseconds.
final class ViewerPipeline: Sendable {
    private struct Parts: Sendable {
        var pipeline: Pipeline
        var webrtc: WebRTCBin
        var transceiver: Object
        /// Kept for its signal.
        var transport: Object?
        var goodbye: Goodbye
    }

    let feed: ViewerFeed
    private let report: @Sendable (ViewerSignal) -> Void
    /// Emptied when it is released.
    private let parts: Mutex<Parts?>

    /// Builds the pipeline and starts it; nothing is fed yet.
    ///
    /// - Parameters:
    ///   - addresses: The only local addresses to offer; empty for all.
    ///   - onKeyframeNeeded: The viewer asks for a keyframe (PLI or FIR). Any thread.
    ///   - report: Where the pipeline's events go. Any thread.
    /// - Throws: a `Reason`: `no-payloader`, `no-candidates`, `pipeline-failed`.
    init(
        codec: Codec, payloadType: Int, addresses: [String],
        onKeyframeNeeded: @escaping @Sendable () -> Void, report: @escaping @Sendable (ViewerSignal) -> Void
    ) throws(Reason) {
        let ssrc = UInt32.random(in: 1...UInt32.max)
        let payloader = try RTPPayloader(codec).make(payloadType: payloadType, ssrc: ssrc)
        guard let source = AppSource(try RTPPayloader.element("appsrc")),
            let webrtc = WebRTCBin(try RTPPayloader.element("webrtcbin"))
        else { throw Reason("pipeline-failed", "appsrc or webrtcbin is not what its name says") }
        let pipeline = Pipeline.empty(named: "viewer")
        pipeline.useMonotonicClock()
        pipeline.fixBaseTime(0)
        for element in [source, payloader, webrtc] { pipeline.add(element) }
        self.report = report
        feed = ViewerFeed(source)
        let preferences = RTPPayloader.preferences(codec, payloadType: payloadType, ssrc: ssrc)
        do {
            try ViewerPipeline.configure(source)
            try ViewerPipeline.configure(webrtc)
            try ViewerPipeline.restrict(webrtc, to: addresses)
            let transceiver = try ViewerPipeline.link(source, payloader, webrtc, preferences)
            let goodbye = try Goodbye(webrtc)
            parts = Mutex(
                Parts(pipeline: pipeline, webrtc: webrtc, transceiver: transceiver, goodbye: goodbye))
            try ViewerPipeline.watch(webrtc, feed, report)
            source.pad("src")?.onUpstreamEvent { event in
                guard event.isForceKeyUnit else { return .pass }
                onKeyframeNeeded()
                return .drop
            }
            pipeline.onMessage { ViewerPipeline.forward($0, report) }
            try pipeline.setState(.playing)
        } catch let error as Reason {
            throw error
        } catch {
            throw Reason("pipeline-failed", "the viewer's pipeline cannot be built: \(error)")
        }
    }

    /// Takes the viewer's offer; `remoteSet` follows.
    func setRemote(_ offer: String) {
        guard let description = WebRTCDescription(.offer, text: offer) else {
            return report(.remoteSet(failure: "GStreamer cannot read it"))
        }
        webrtc?.setRemote(description) { [report] in report(.remoteSet(failure: $0)) }
    }

    /// `answerMade` follows.
    func createAnswer() {
        webrtc?.createAnswer { [report] in report(.answerMade(ViewerAnswer(description: $0, failure: $1))) }
    }

    /// Takes webrtcbin's own answer, which begins the gathering; `localSet` follows.
    func setLocal(_ answer: WebRTCDescription) {
        webrtc?.setLocal(answer) { [report] in report(.localSet(failure: $0)) }
    }

    /// The answer with all candidates; nil while they are being gathered.
    var gatheredAnswer: String? {
        guard let webrtc, webrtc.isGatheringComplete else { return nil }
        return webrtc.localDescription?.text
    }

    var connectionState: WebRTCBin.ConnectionState? { webrtc?.connectionState }

    /// The viewer said goodbye; webrtcbin's own state does not tell.
    var isTransportClosed: Bool {
        parts.withLock { $0?.transport }?.property("state") == "closed"
    }

    /// Watches the DTLS transport, which exists once the local description is set.
    func watchTransport() {
        guard let transceiver = parts.withLock({ $0?.transceiver }),
            let transport = transceiver.objectProperty("sender")?.objectProperty("transport")
        else { return }
        parts.withLock { $0?.transport = transport }
        _ = try? transport.connect("notify::state") { [report] _ in report(.transportChanged) }
    }

    /// A candidate of the viewer, as `candidate:…`.
    func addCandidate(mediaLine: Int, _ candidate: String) {
        webrtc?.addCandidate(mediaLine: mediaLine, candidate)
    }

    func recalculateLatency() { parts.withLock { $0?.pipeline }?.recalculateLatency() }

    /// Stops and releases everything; blocks for some milliseconds. Not on a streaming thread.
    func release() {
        guard let parts = parts.withLock({ $0.take() }) else { return }
        if parts.webrtc.connectionState == .connected { parts.goodbye.say() }
        _ = try? parts.pipeline.setState(.null)
    }

    private var webrtc: WebRTCBin? { parts.withLock { $0?.webrtc } }
}

/// What webrtcbin made of an offer.
struct ViewerAnswer: Sendable {
    var description: WebRTCDescription?
    var failure: String?
}
