// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// The element `webrtcbin`: one peer connection. Any thread; requests are answered on threads of its own.
public final class WebRTCBin: Element, @unchecked Sendable {  // adds no state to Object

    /// A state of webrtcbin or of its transports, by GStreamer's names.
    public enum ConnectionState: String, Sendable {
        case new, connecting, connected, disconnected, failed, closed
    }

    /// The element as a webrtcbin; nil when it is another kind of element.
    public convenience init?(_ element: Element) {
        guard element.factoryName == "webrtcbin" else { return nil }
        self.init(retaining: element.raw)
    }

    /// The agent that finds the network's ways; its options are set before the element starts.
    public var iceAgent: WebRTCAgent? {
        objectProperty("ice-agent").map { WebRTCAgent(retaining: $0.raw) }
    }

    public var connectionState: ConnectionState? {
        property("connection-state").flatMap(ConnectionState.init)
    }

    /// All local candidates are known.
    public var isGatheringComplete: Bool { property("ice-gathering-state") == "complete" }

    /// The local description with the candidates known so far; nil before there is one.
    public var localDescription: WebRTCDescription? {
        withProperty("local-description") { value in
            g_value_get_boxed(value).flatMap { boxed in
                WebRTCDescription(copying: boxed.assumingMemoryBound(to: GstWebRTCSessionDescription.self))
            }
        } ?? nil
    }

    /// Takes the other end's description; `completion` gets what went wrong, or nil.
    public func setRemote(
        _ description: WebRTCDescription, completion: @escaping @Sendable (_ failure: String?) -> Void
    ) {
        set("set-remote-description", description, completion)
    }

    /// Takes this end's description and begins to gather candidates.
    public func setLocal(
        _ description: WebRTCDescription, completion: @escaping @Sendable (_ failure: String?) -> Void
    ) {
        set("set-local-description", description, completion)
    }

    /// Makes the answer to the remote offer; `completion` gets it, or what went wrong.
    public func createAnswer(
        completion: @escaping @Sendable (_ answer: WebRTCDescription?, _ failure: String?) -> Void
    ) {
        create("answer", completion)
    }

    /// Makes an offer of what has been added; `completion` gets it, or what went wrong.
    public func createOffer(
        completion: @escaping @Sendable (_ offer: WebRTCDescription?, _ failure: String?) -> Void
    ) {
        create("offer", completion)
    }

    /// Adds a candidate of the other end (`candidate:…`) for the section of that index.
    public func addCandidate(mediaLine: Int, _ candidate: String) {
        sv_webrtc_add_candidate(raw, UInt32(clamping: mediaLine), candidate)
    }

    /// Adds a transceiver that sends nothing and receives what the caps say; nil when it is refused.
    @discardableResult
    public func addReceiver(_ caps: Caps) -> Object? {
        sv_webrtc_add_transceiver(raw, GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_RECVONLY, caps.pointer).map {
            Object(adopting: $0)
        }
    }

    /// Runs `handler` for each inner element of that factory as it appears, before anything flows through it.
    ///
    /// - Parameter handler: Runs on a thread of the element; must not hold the element.
    public func onInnerElement(
        of factory: String, _ handler: @escaping @Sendable (Element) -> Void
    ) throws(SignalError) {
        try connect("deep-element-added") { arguments in
            guard let object = arguments.object(1), sv_is_element(object.raw) != 0 else { return }
            let element = Element(retaining: object.raw)
            if element.factoryName == factory { handler(element) }
        }
    }

    /// The inner RTP bin, which tells when the other end was heard of.
    public var rtpBin: Element? {
        gst_bin_get_by_name(raw.assumingMemoryBound(to: GstBin.self), "rtpbin").map { Element(adopting: $0) }
    }

    private func set(
        _ signal: String, _ description: WebRTCDescription,
        _ completion: @escaping @Sendable (String?) -> Void
    ) {
        Promise.make { reply in
            completion(reply.failure)
        } lending: { promise in
            sv_webrtc_set_description(raw, signal, description.pointer, promise)
        }
    }

    private func create(
        _ kind: String, _ completion: @escaping @Sendable (WebRTCDescription?, String?) -> Void
    ) {
        Promise.make { reply in
            let description = reply.description(kind)
            completion(description, reply.failure ?? (description == nil ? "no \(kind) was made" : nil))
        } lending: { promise in
            sv_webrtc_create_description(raw, "create-\(kind)", promise)
        }
    }
}
