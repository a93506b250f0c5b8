// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media

/// Pays for the first connection in advance: loads the plugins and makes the DTLS certificate, which all
/// connections of the process share. Costs 0.4 to 3 s.
enum WarmUp {
    /// - Throws: a `Reason` with the code `no-payloader` when this machine cannot do WebRTC at all.
    static func run() throws(Reason) {
        for codec in Codec.allCases {
            if let payloader = try? RTPPayloader(codec) { _ = try RTPPayloader.element(payloader.factory) }
        }
        for factory in ["rtprtxsend", "nicesink", "dtlsenc", "srtpenc"] {
            _ = try RTPPayloader.element(factory)
        }
        guard let webrtc = WebRTCBin(try RTPPayloader.element("webrtcbin")) else {
            throw Reason("no-payloader", "the element webrtcbin is not what its name says")
        }
        let pipeline = Pipeline.empty(named: "warm-up")
        pipeline.add(webrtc)
        let isDone = Monitor(false)
        do {
            try ViewerPipeline.configure(webrtc)
            guard let caps = Caps(RTPPayloader.preferences(.vp8, payloadType: 96, ssrc: 1)) else { return }
            webrtc.addReceiver(caps)
            try pipeline.setState(.playing)
            webrtc.createOffer { _, _ in isDone.update { $0 = true } }
            _ = isDone.wait(atMost: .seconds(10)) { $0 ? () : nil }
            try pipeline.setState(.null)
        } catch {
            throw Reason("no-payloader", "webrtcbin does not start: \(error)")
        }
    }
}
