// SPDX-License-Identifier: Apache-2.0
import Media
import Synchronization

@testable import GStreamer
@testable import Roles

/// A viewer without a browser: a webrtcbin that offers to receive, and decodes what it gets.
final class TestViewer: Sendable {
    private let pipeline = Pipeline.empty(named: "test-viewer")
    private let webrtc: WebRTCBin
    private let goodbye: Goodbye
    private let frames = Monitor(0)

    static let payloadType = 107

    init(_ codec: Codec) throws {
        webrtc = try TestViewer.make("webrtcbin", WebRTCBin.init)
        goodbye = try Goodbye(webrtc)
        try webrtc.setProperty("bundle-policy", text: "max-bundle")
        _ = webrtc.iceAgent?.addLocalAddress("127.0.0.1")
        try webrtc.iceAgent?.libnice?.setProperty("upnp", to: false)
        pipeline.add(webrtc)
        try connect(codec)
        let mode = codec == .h264 ? ",packetization-mode=(string)1,profile-level-id=(string)42e01f" : ""
        let text = RTPPayloader.preferences(codec, payloadType: TestViewer.payloadType, ssrc: 1)
            .replacing(",ssrc=(uint)1", with: mode)
        let caps = try TestViewer.unwrap(Caps(text))
        webrtc.addReceiver(caps)
        try pipeline.setState(.playing)
    }

    deinit { _ = try? pipeline.setState(.null) }

    private static let decoders: [Codec: [String]] = [
        .vp8: ["rtpvp8depay", "vp8dec"], .vp9: ["rtpvp9depay", "vp9dec"],
        .h264: ["rtph264depay", "avdec_h264"],
    ]

    private func connect(_ codec: Codec) throws {
        let names = try TestViewer.unwrap(TestViewer.decoders[codec]) + ["fakesink"]
        let chain = try names.map { try TestViewer.make($0) { $0 } }
        try chain[2].setProperty("sync", to: false)
        for element in chain { pipeline.add(element) }
        for (left, right) in zip(chain, chain.dropFirst()) {
            let isLinked = try TestViewer.unwrap(left.pad("src")).link(
                to: TestViewer.unwrap(right.pad("sink")))
            guard isLinked else { throw Reason("test", "\(left.factoryName) does not link") }
        }
        chain[2].pad("sink")?.onBuffer { [frames] in
            frames.update { $0 += 1 }
            return .pass
        }
        try webrtc.connect("pad-added") { arguments in
            guard let pad = arguments.object(0), let sink = chain[0].pad("sink") else { return }
            Pad(retaining: pad.raw).link(to: sink)
        }
    }

    /// The offer with all candidates.
    func offer() throws -> String {
        let outcome = Monitor<Result<WebRTCDescription, Reason>?>(nil)
        webrtc.createOffer { offer, failure in
            outcome.update { $0 = offer.map { .success($0) } ?? .failure(Reason("test", failure ?? "")) }
        }
        let offer = try TestViewer.unwrap(outcome.wait(atMost: .seconds(10)) { $0 }).get()
        let failure = Monitor<String??>(nil)
        webrtc.setLocal(offer) { text in failure.update { $0 = .some(text) } }
        if let text = try TestViewer.unwrap(failure.wait(atMost: .seconds(10)) { $0 }) {
            throw Reason("test", text)
        }
        let text = Monitor<String?>(nil)
        while !(text.update { $0 ?? "" }).contains("a=candidate") {
            text.update { $0 = webrtc.isGatheringComplete ? webrtc.localDescription?.text : nil }
            _ = frames.wait(atMost: .milliseconds(10)) { _ -> Void? in nil }
        }
        return text.update { $0 ?? "" }
    }

    func accept(answer: String) throws {
        let description = try TestViewer.unwrap(WebRTCDescription(.answer, text: answer))
        let failure = Monitor<String??>(nil)
        webrtc.setRemote(description) { text in failure.update { $0 = .some(text) } }
        if let text = try TestViewer.unwrap(failure.wait(atMost: .seconds(10)) { $0 }) {
            throw Reason("test", text)
        }
    }

    /// Decoded so far.
    var decodedFrames: Int { frames.update { $0 } }

    /// Whether that many frames more than now are decoded in time.
    func decodes(more count: Int, within limit: Duration = .seconds(15)) -> Bool {
        let target = decodedFrames + count
        return frames.wait(atMost: limit) { $0 >= target ? () : nil } != nil
    }

    /// Ends the connection as a closing page does.
    func leave() {
        goodbye.say()
        _ = try? pipeline.setState(.null)
    }

    private static func make<Made>(_ factory: String, _ cast: (Element) -> Made?) throws -> Made {
        try unwrap(ElementFactory.named(factory)?.make().flatMap(cast))
    }

    private static func unwrap<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Reason("test", "a test viewer lacks something it needs") }
        return value
    }
}
