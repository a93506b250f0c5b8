// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import SessionDescription

@Suite struct OfferTests {
    @Test func `Chromium's offer is understood`() throws {
        let offer = try Offer(parsing: BrowserOffers.chromium)
        #expect(offer.sections.map(\.kind) == [.video, .audio])
        #expect(offer.sections.map(\.mid) == ["0", "1"])
        #expect(offer.sections.map(\.direction) == [.recvonly, .recvonly])
        #expect(offer.videoCodecs == [.vp8, .h264, .vp9, .av1, .h265])
        #expect(
            Codec.allCases.map { offer.payloadType(for: $0) } == [96, 98, 45, 108, 49],
            "in the order \(Codec.allCases)")
        #expect(
            offer.sections[0].extensions[4]
                == "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01")
        #expect(offer.sections[1].formats.first?.encodingName == "opus")
        #expect(offer.sections[1].formats.first?.clockRate == 48_000)
        #expect(offer.mediaLine(named: "1") == 1)
        #expect(offer.mediaLine(named: "video") == nil)
    }

    @Test func `Firefox's offer is understood`() throws {
        let offer = try Offer(parsing: BrowserOffers.firefox)
        #expect(offer.videoCodecs == [.vp8, .vp9, .av1])
        #expect(offer.payloadType(for: .vp8) == 120)
        #expect(offer.payloadType(for: .vp9) == 121)
        #expect(offer.payloadType(for: .h264) == nil)
        #expect(
            offer.sections[0].extensions[6] == "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay")
        #expect(offer.sections[0].formats.first?.parameters["max-fs"] == "12288")
    }

    @Test func `lines may end with LF alone`() throws {
        let offer = try Offer(parsing: BrowserOffers.chromium.replacing("\r\n", with: "\n"))
        #expect(offer.payloadType(for: .vp8) == 96)
    }

    @Test(arguments: [
        ("packetization-mode=1;profile-level-id=42e01f", ["42001f", "42e01f"], 1),
        ("42001f before others", ["64001f", "4d801f", "42001f"], 2),
        ("other constrained ones", ["64001f", "640c1f", "4d801f"], 2),
        ("constrained high when alone", ["640c1f"], 0),
        ("the default profile", [""], 0),
    ])
    func `the H264 payload type closest to constrained baseline is chosen`(
        _: String, profiles: [String], chosen: Int
    ) throws {
        var text = BrowserOffers.chromium.replacing("a=fmtp:102 ", with: "a=x:").replacing(
            "a=fmtp:108 ", with: "a=x:")
        text = text.replacing("a=rtpmap:102 H264", with: "a=rtpmap:102 X").replacing(
            "a=rtpmap:108 H264", with: "a=rtpmap:108 X")
        text = text.replacing("45 46 49", with: "45 46 49 30 31 32")
        for (index, profile) in profiles.enumerated() {
            let level = profile.isEmpty ? "" : ";profile-level-id=\(profile)"
            let lines =
                "a=rtpmap:\(30 + index) H264/90000\r\na=fmtp:\(30 + index) packetization-mode=1\(level)\r\n"
            text = text.replacing("a=rtpmap:96", with: lines + "a=rtpmap:96")
        }
        #expect(try Offer(parsing: text).payloadType(for: .h264) == 30 + chosen)
    }

    @Test(arguments: ["42e01f", "42001f"])
    func `H264 in packetization mode 0, or of a high profile, is no H264 for us`(level: String) throws {
        var text = BrowserOffers.chromium.replacing("packetization-mode=1", with: "packetization-mode=0")
        #expect(try Offer(parsing: text).payloadType(for: .h264) == nil)
        text = BrowserOffers.chromium.replacing(level, with: "64001f")
        #expect(try Offer(parsing: text).payloadType(for: .h264) == (level == "42e01f" ? 102 : 108))
    }

    @Test func `VP9 of another profile is not chosen, and none means profile 0`() throws {
        var text = BrowserOffers.chromium(replacing: "a=fmtp:98 profile-id=0", with: "a=fmtp:98 profile-id=1")
        #expect(try Offer(parsing: text).payloadType(for: .vp9) == nil)
        text = BrowserOffers.chromium(replacing: "a=fmtp:98 profile-id=0", with: nil)
        #expect(try Offer(parsing: text).payloadType(for: .vp9) == 98)
    }

    @Test(arguments: [("a=sendonly", false), ("a=inactive", false), ("a=sendrecv", true), (nil, true)])
    func `only a section that receives can be answered`(direction: String?, answerable: Bool) throws {
        let text = BrowserOffers.chromium(replacing: "a=recvonly", with: direction)
        let offer = try Offer(parsing: text)
        #expect((offer.payloadType(for: .vp8) != nil) == answerable)
        #expect(offer.videoCodecs.isEmpty == !answerable)
    }

    @Test func `an offer of audio alone is sound and has no video codecs`() throws {
        let text = try Offer(parsing: BrowserOffers.chromium).audioAlone
        #expect(try Offer(parsing: text).videoCodecs.isEmpty)
    }
}

extension Offer {
    /// The text without its video section.
    fileprivate var audioAlone: String {
        (sessionLines.filter { $0.attribute("group") == nil } + sections[1].lines).map { $0.text + "\r\n" }
            .joined()
    }
}
