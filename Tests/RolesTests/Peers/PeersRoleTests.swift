// SPDX-License-Identifier: Apache-2.0
import Media
import Testing
import WorkerProtocol

@testable import Roles

/// The role over a socket pair, with real encoders and webrtcbin as the viewer; loopback only.
@Suite(.serialized) struct PeersRoleTests {
    private func makeHost(addresses: [String] = ["127.0.0.1"]) throws -> PeersHost {
        let host = try PeersHost()
        host.send(.start(PeersConfiguration(addresses: addresses)))
        try #require(host.wait { $0 == .ready ? () : nil } != nil)
        return host
    }

    private func refusal(_ host: PeersHost, _ session: String) -> Reason? {
        host.wait { event in
            if case .refused(session, let reason) = event { reason } else { nil }
        }
    }

    private func departure(_ host: PeersHost, _ session: String) -> Reason? {
        host.wait { event in
            if case .closed(session, let reason) = event { reason } else { nil }
        }
    }

    @Test(arguments: [Codec.vp8, .vp9, .h264])
    func `a viewer sees the stream, from a keyframe that was asked for`(codec: Codec) throws {
        let host = try makeHost()
        try host.startStream(codec)
        // The stream's own first keyframe must be gone before the viewer joins: the format comes with it.
        let viewer = try TestViewer(codec)
        try host.join(viewer, codec, session: "a")
        #expect(viewer.decodes(more: 30))
        #expect(host.count { $0 == .keyframeWanted(stream: 1) } >= 1)
        #expect(host.hangUp() == 0)
    }

    @Test func `two viewers share a stream, and one's leaving does not disturb the other`() throws {
        let host = try makeHost()
        try host.startStream(.vp8)
        let stays = try TestViewer(.vp8)
        try host.join(stays, .vp8, session: "stays")
        #expect(stays.decodes(more: 5))
        let leaves = try TestViewer(.vp8)
        try host.join(leaves, .vp8, session: "leaves")
        #expect(leaves.decodes(more: 5))
        leaves.leave()
        #expect(departure(host, "leaves")?.code == "peer-left")
        #expect(stays.decodes(more: 30))
        host.send(.close(session: "stays"))
        #expect(departure(host, "stays")?.code == "closed")
        #expect(host.hangUp() == 0)
    }

    @Test func `offers that cannot be answered are refused with the reason`() throws {
        let host = try makeHost()
        let offer = try TestViewer(.vp8).offer()
        host.send(.offer(ViewerOffer(session: "garbage", stream: 1, codec: .vp8, sdp: "hello")))
        #expect(refusal(host, "garbage") == Reason("bad-offer", "line 1: not of the form `type=value`"))
        host.send(.offer(ViewerOffer(session: "other", stream: 1, codec: .vp9, sdp: offer)))
        #expect(refusal(host, "other")?.code == "codec-not-offered")
        let av1 = offer.replacing("VP8/90000", with: "AV1/90000")
        host.send(.offer(ViewerOffer(session: "av1", stream: 1, codec: .av1, sdp: av1)))
        #expect(refusal(host, "av1")?.code == "no-payloader")
        #expect(host.hangUp() == 0)
    }

    @Test func `an address that is none is refused with the address`() throws {
        let host = try makeHost(addresses: ["localhost"])
        let offer = try TestViewer(.vp8).offer()
        host.send(.offer(ViewerOffer(session: "a", stream: 1, codec: .vp8, sdp: offer)))
        #expect(
            refusal(host, "a")
                == Reason(
                    "no-candidates", "`localhost` cannot be offered: it is no IP address",
                    hint: "correct webrtc.addresses"))
        #expect(host.hangUp() == 0)
    }

    @Test func `the worker takes 64 sessions and no more`() throws {
        let host = try makeHost()
        let offer = try TestViewer(.vp8).offer()
        for index in 0..<64 {
            host.send(.offer(ViewerOffer(session: "\(index)", stream: 1, codec: .vp8, sdp: offer)))
        }
        host.send(.offer(ViewerOffer(session: "beyond", stream: 1, codec: .vp8, sdp: offer)))
        #expect(refusal(host, "beyond")?.code == "session-limit")
        for index in 0..<64 { host.send(.close(session: "\(index)")) }
        for index in 0..<64 {
            let session = host.wait { event -> String? in
                switch event {
                case .closed(let session, _), .refused(let session, _): session == "\(index)" ? session : nil
                default: nil
                }
            }
            #expect(session != nil)
        }
        #expect(host.hangUp() == 0)
    }

    @Test func `a stream of another codec ends its viewers`() throws {
        let host = try makeHost()
        try host.startStream(.vp8)
        let viewer = try TestViewer(.vp8)
        try host.join(viewer, .vp8, session: "a")
        host.send(.format(stream: 1, PeersHost.format(.vp9, "video/x-vp9")))
        #expect(departure(host, "a")?.code == "codec-changed")
        #expect(host.hangUp() == 0)
    }

    @Test func `a host of another version ends the worker`() throws {
        let host = try PeersHost(hello: .hello(Hello(version: workerProtocolVersion + 1)))
        #expect(host.exitStatus() == 1)
    }

    @Test func `a host that does not greet ends the worker`() throws {
        let host = try PeersHost(hello: .close(session: "a"))
        #expect(host.exitStatus() == 1)
    }
}
