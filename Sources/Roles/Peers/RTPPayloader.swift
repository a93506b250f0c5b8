// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media

/// How packets of a codec become RTP, for one viewer.
struct RTPPayloader: Sendable, Hashable {
    var factory: String
    /// Name and value, as a pipeline description spells them.
    var properties: [[String]]

    /// - Throws: a `Reason` with the code `no-payloader` for a codec that this worker cannot send.
    init(_ codec: Codec) throws(Reason) {
        switch codec {
        case .vp8: self.init("rtpvp8pay", [["picture-id-mode", "15-bit"]])
        case .vp9: self.init("rtpvp9pay", [["picture-id-mode", "15-bit"]])
        case .h264:
            self.init("rtph264pay", [["config-interval", "-1"], ["aggregate-mode", "zero-latency"]])
        case .av1, .h265:
            throw Reason(
                "no-payloader", "\(codec.rtpEncodingName) cannot be sent over WebRTC here",
                hint: "watch a pipeline of vp8, vp9 or h264")
        }
    }

    private init(_ factory: String, _ properties: [[String]]) {
        self.factory = factory
        self.properties = [["mtu", "1200"]] + properties
    }

    /// Makes the element.
    ///
    /// - Throws: a `Reason` with the code `no-payloader` when it is not installed.
    func make(payloadType: Int, ssrc: UInt32) throws(Reason) -> Element {
        let element = try RTPPayloader.element(factory)
        do {
            for property in properties { try element.setProperty(property[0], text: property[1]) }
            try element.setProperty("pt", to: payloadType)
            try element.setProperty("ssrc", to: Int(ssrc))
        } catch {
            throw Reason("no-payloader", "\(factory) is not as expected: \(error)")
        }
        return element
    }

    /// Makes an element that WebRTC needs.
    static func element(_ factory: String) throws(Reason) -> Element {
        guard let element = ElementFactory.named(factory)?.make() else {
            throw Reason(
                "no-payloader", "the GStreamer element \(factory) is missing",
                hint: "apt install gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-nice")
        }
        return element
    }

    /// What the viewer's transceiver is told: exactly this payload type, sent from exactly this source.
    /// Without the ssrc webrtcbin writes an answer that browsers do not show; with an H264 profile-level-id
    /// it would limit the picture's size.
    static func preferences(_ codec: Codec, payloadType: Int, ssrc: UInt32) -> String {
        "application/x-rtp,media=(string)video,encoding-name=(string)\(codec.rtpEncodingName),"
            + "clock-rate=(int)90000,payload=(int)\(payloadType),ssrc=(uint)\(ssrc)"
    }
}
