// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import SessionDescription

/// What makes webrtcbin hang, or answer with nothing, is refused with the line.
@Suite struct OfferRefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var change: String
        var with: String?
        var reason: String
        var testDescription: String { reason }

        init(_ change: String, _ with: String?, _ reason: String) {
            self.change = change
            self.with = with
            self.reason = reason
        }
    }

    static let cases = [
        Case("v=0", nil, "line 1: a session description begins with v=0"),
        Case("v=0", "v=1", "line 1: a session description begins with v=0"),
        Case("a=mid:0", nil, "line 8: the section has no a=mid; send the browser's whole offer"),
        Case("a=mid:0", "a=mid:", "line 18: a=mid with no usable name"),
        Case("a=mid:0", "a=mid:1", "line 5: BUNDLE names `0`, and no section has that a=mid"),
        Case(
            "a=group:BUNDLE 0 1", "a=group:BUNDLE 0 2",
            "line 5: BUNDLE names `2`, and no section has that a=mid"),
        Case(
            "a=ice-ufrag:EsAw", nil, "line 8: the section has no a=ice-ufrag; send the browser's whole offer"),
        Case("a=ice-ufrag:EsAw", "a=ice-ufrag:E", "line 8: the section's a=ice-ufrag is malformed: `E`"),
        Case(
            "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1", nil,
            "line 8: the section has no a=ice-pwd; send the browser's whole offer"),
        Case("a=setup:actpass", nil, "line 8: the section has no a=setup; send the browser's whole offer"),
        Case("a=setup:actpass", "a=setup:holdconn", "line 8: the section's a=setup is malformed: `holdconn`"),
        Case("a=rtpmap:96 VP8/90000", "a=rtpmap:200 VP8/90000", "line 25: not `a=rtpmap:payload-type …`"),
        Case("a=rtpmap:96 VP8/90000", "a=rtpmap:96 VP8", "line 25: `VP8` is not `encoding/clock-rate`"),
        Case("a=rtpmap:96 VP8/90000", "a=rtpmap:96 VP8/-1", "line 25: `VP8/-1` is not `encoding/clock-rate`"),
        Case(
            "a=extmap:1 urn:ietf:params:rtp-hdrext:toffset", "a=extmap:x y", "line 19: not `a=extmap:id uri`"),
        Case("s=-", "s", "line 3: not of the form `type=value`"),
        Case("s=-", "s=caf\u{E9}", "line 3: a character that is not printable ASCII"),
        Case("s=-", "s=a\u{0}b", "line 3: a character that is not printable ASCII"),
    ]

    @Test(arguments: cases)
    func `a broken offer is refused with its line`(_ example: Case) {
        let text = BrowserOffers.chromium(replacing: example.change, with: example.with)
        #expect(text != BrowserOffers.chromium)
        #expect(throws: Reason("bad-offer", example.reason)) { try Offer(parsing: text) }
    }

    @Test(arguments: [
        ("", "the session description is empty"),
        ("\r\n\r\n", "the session description is empty"),
        ("hello", "line 1: not of the form `type=value`"),
        ("v=0\r\n", "the offer has no m=audio or m=video section"),
        ("v=0\nm=video\n", "line 2: not `m=kind port protocol formats`"),
        ("v=0\nm=video 70000 UDP/TLS/RTP/SAVPF 96\n", "line 2: not `m=kind port protocol formats`"),
        (
            "v=0\nm=text 9 UDP/TLS/RTP/SAVPF 96\n",
            "line 2: a section of unknown kind `text`; audio or video is expected"
        ),
        ("v=0\nm=video 9 RTP/AVP 96\n", "line 2: protocol `RTP/AVP`; WebRTC uses UDP/TLS/RTP/SAVPF"),
        ("v=0\nm=video 9 UDP/TLS/RTP/SAVPF x\n", "line 2: payload type `x` is not 0…127"),
    ])
    func `what is no offer at all is refused`(text: String, reason: String) {
        #expect(throws: Reason("bad-offer", reason)) { try Offer(parsing: text) }
    }

    @Test(arguments: [
        "MD5 00", "sha-256", "sha-256 3A:6F", "sha-256 zz:" + String(repeating: "3A:", count: 30) + "00",
    ])
    func `a malformed fingerprint is refused`(value: String) throws {
        let line = try #require(
            BrowserOffers.chromium.split(separator: "\r\n").first { $0.hasPrefix("a=fingerprint") })
        let text = BrowserOffers.chromium(replacing: String(line), with: "a=fingerprint:\(value)")
        let reason = #expect(throws: Reason.self) { try Offer(parsing: text) }
        #expect(reason?.text.hasPrefix("line 8: the section's a=fingerprint is malformed") ?? false)
    }

    @Test func `two sections of one name are refused`() {
        let text = BrowserOffers.chromium(replacing: "a=mid:1", with: "a=mid:0")
            .replacing("BUNDLE 0 1", with: "BUNDLE 0")
        let reason = #expect(throws: Reason.self) { try Offer(parsing: text) }
        #expect(reason?.text.hasSuffix("a second section with a=mid:0; names must differ") ?? false)
    }

    @Test func `size, lines and line length are bounded`() {
        let padding = String(repeating: "a=x\r\n", count: 14_000)
        #expect(
            throws: Reason(
                "bad-offer",
                "\(BrowserOffers.chromium.utf8.count + padding.utf8.count) bytes; at most 65536 are read")
        ) {
            try Offer(parsing: BrowserOffers.chromium + padding)
        }
        #expect(throws: Reason("bad-offer", "more than 2000 lines")) {
            try Offer(parsing: BrowserOffers.chromium + String(repeating: "a=x\r\n", count: 2000))
        }
        #expect(throws: Reason("bad-offer", "line 1: 5002 bytes; at most 4096 are read")) {
            try Offer(parsing: "a=" + String(repeating: "x", count: 5000))
        }
    }
}
