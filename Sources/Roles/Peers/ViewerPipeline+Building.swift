// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Processes
import Synchronization

extension ViewerPipeline {
    static func configure(_ source: AppSource) throws {
        try source.setProperty("is-live", to: true)
        try source.setProperty("format", text: "time")
        try source.setProperty("block", to: false)
        // The feed bounds what waits, by dropping up to a keyframe; appsrc would drop in the middle.
        try source.setProperty("max-bytes", to: 0)
    }

    /// Options of webrtcbin and its agent that must be set before it gathers.
    static func configure(_ webrtc: WebRTCBin) throws {
        try webrtc.setProperty("bundle-policy", text: "max-bundle")
        guard let agent = webrtc.iceAgent, let libnice = agent.libnice else { return }
        // UPnP costs each viewer 200 ms and sends multicast.
        try libnice.setProperty("upnp", to: false)
        // Notices a viewer that vanished while its stream rests.
        try libnice.setProperty("keepalive-conncheck", to: true)
        // One listening port fewer for each address and viewer; TCP without a relay passes few firewalls
        // more.
        try agent.setTCP(false)
    }

    static func restrict(_ webrtc: WebRTCBin, to addresses: [String]) throws(Reason) {
        for address in addresses {
            guard let agent = webrtc.iceAgent, agent.addLocalAddress(address) else {
                throw Reason(
                    "no-candidates", "`\(address)` cannot be offered: it is no IP address",
                    hint: "correct webrtc.addresses")
            }
        }
    }

    /// Links the elements and tells webrtcbin what it sends; returns the transceiver.
    static func link(
        _ source: AppSource, _ payloader: Element, _ webrtc: WebRTCBin, _ preferences: String
    ) throws -> Object {
        guard let pad = webrtc.requestPad("sink_%u"), let transceiver = pad.objectProperty("transceiver")
        else {
            throw Reason("pipeline-failed", "webrtcbin gives no pad to send from")
        }
        try transceiver.setProperty("direction", text: "sendonly")
        try transceiver.setProperty("codec-preferences", text: preferences)
        try transceiver.setProperty("do-nack", to: true)
        guard let from = source.pad("src"), let input = payloader.pad("sink"),
            let output = payloader.pad("src"),
            from.link(to: input), output.link(to: pad)
        else { throw Reason("pipeline-failed", "the viewer's elements do not link") }
        return transceiver
    }

    static func watch(
        _ webrtc: WebRTCBin, _ feed: ViewerFeed, _ report: @escaping @Sendable (ViewerSignal) -> Void
    ) throws {
        try webrtc.connect("notify::ice-gathering-state") { _ in report(.gathered) }
        try webrtc.connect("on-ice-candidate") { _ in report(.gathered) }
        try webrtc.connect("notify::connection-state") { _ in report(.connectionChanged) }
        try webrtc.rtpBin?.connect("on-ssrc-active") { _ in feed.heard() }
        try webrtc.onInnerElement(of: "rtprtxsend") { limitRetransmissions($0) }
    }

    /// Drops requests beyond the budget before the element sees them.
    private static func limitRetransmissions(_ sender: Element) {
        let budget = Box(RetransmissionBudget())
        sender.pad("src")?.onUpstreamEvent { event in
            guard event.structureName == "GstRTPRetransmissionRequest" else { return .pass }
            let now = MonotonicClock.nowNanoseconds()
            return budget.value.withLock { $0.spend(atNanoseconds: now) } ? .pass : .drop
        }
    }

    /// Passes on what the sessions' thread has to know of the pipeline's messages.
    static func forward(_ message: BusMessage, _ report: @Sendable (ViewerSignal) -> Void) {
        switch message {
        case .error(let failure): report(.failed("\(failure.element): \(failure.message)"))
        case .latency: report(.latencyChanged)
        default: break
        }
    }
}

/// Lets a closure that outlives the call share a budget.
private final class Box: Sendable {
    let value: Mutex<RetransmissionBudget>
    init(_ budget: RetransmissionBudget) { value = Mutex(budget) }
}
