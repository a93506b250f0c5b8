// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import SessionDescription

@Suite struct OfferNormalizedTests {
    private func lines(_ text: String) -> [Substring] { text.split(separator: "\r\n") }

    @Test func `a missing direction is written out`() throws {
        let offer = try Offer(parsing: BrowserOffers.chromium(replacing: "a=recvonly", with: nil))
        let normalized = lines(offer.normalized(answering: .vp8))
        #expect(normalized.filter { $0 == "a=recvonly" }.count == 1)
        #expect(normalized.filter { $0 == "a=inactive" }.count == 1)
        #expect(offer.sections[0].direction == .sendrecv)
    }

    @Test func `only the answered section is active`() throws {
        let offer = try Offer(parsing: BrowserOffers.chromium.replacing("a=recvonly", with: "a=sendrecv"))
        let again = try Offer(parsing: offer.normalized(answering: .h264))
        #expect(again.sections.map(\.direction) == [.recvonly, .inactive])
        let none = try Offer(parsing: BrowserOffers.firefox).normalized(answering: .h264)
        #expect(try Offer(parsing: none).sections.map(\.direction) == [.inactive, .inactive])
    }

    @Test func `candidates by name are left out, those by address stay`() throws {
        let normalized = try Offer(parsing: BrowserOffers.chromium).normalized(answering: .vp8)
        #expect(!normalized.contains(".local"))
        #expect(
            normalized.contains(
                "a=candidate:2999745852 1 udp 2113937150 127.0.0.1 56033 typ host generation 0\r\n"))
    }

    @Test func `lines end with CR LF`() throws {
        let text = BrowserOffers.firefox.replacing("\r\n", with: "\n")
        let normalized = try Offer(parsing: text).normalized(answering: .vp8)
        #expect(normalized.utf8.filter { $0 == 10 }.count == normalized.utf8.filter { $0 == 13 }.count)
        #expect(normalized.hasPrefix("v=0\r\n") && normalized.hasSuffix("\r\n"))
    }

    @Test func `a bundle-only section gets its transport from the first`() throws {
        let parts = BrowserOffers.chromium.split(separator: "m=audio", maxSplits: 1)
        var audio = "m=audio" + parts[1]
        audio = audio.split(separator: "\r\n").filter { line in
            !["a=ice-ufrag", "a=ice-pwd", "a=fingerprint", "a=setup"].contains { line.hasPrefix($0) }
        }.map { $0 + "\r\n" }.joined()
        audio = audio.replacing("m=audio 9 ", with: "m=audio 0 ") + "a=bundle-only\r\n"
        let normalized = try Offer(parsing: parts[0] + audio).normalized(answering: .vp8)
        #expect(lines(normalized).filter { $0 == "a=ice-ufrag:EsAw" }.count == 2)
        #expect(lines(normalized).filter { $0.hasPrefix("a=fingerprint:") }.count == 2)
        #expect(normalized.contains("m=audio 9 "))
        #expect(!normalized.contains("bundle-only"))
    }
}
