// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import SessionDescription

@Suite struct AnswerTests {
    private let answer = """
        v=0
        o=- 1 0 IN IP4 0.0.0.0
        s=-
        t=0 0
        m=video 9 UDP/TLS/RTP/SAVPF 108
        a=mid:0
        a=rtpmap:108 H264/90000
        a=rtcp-fb:108 nack pli
        a=fmtp:108 packetization-mode=1
        a=sendonly
        a=candidate:1 1 UDP 2015363327 127.0.0.1 52000 typ host
        m=audio 0 UDP/TLS/RTP/SAVPF 0
        a=mid:1
        a=inactive

        """

    private func offer() throws -> Offer { try Offer(parsing: BrowserOffers.chromium) }

    @Test func `H264 gets the offered profile`() throws {
        let completed = try Answer(completing: answer, to: offer())
        #expect(completed.text.contains("a=fmtp:108 packetization-mode=1;profile-level-id=42e01f\r\n"))
        #expect(completed.hasCandidates)
        #expect(completed.directions == [.sendonly, nil])
    }

    @Test func `H264 without parameters gets them`() throws {
        let bare = answer.replacing("a=fmtp:108 packetization-mode=1\n", with: "")
        let completed = try Answer(completing: bare, to: offer())
        #expect(
            completed.text.contains(
                "a=rtpmap:108 H264/90000\r\na=fmtp:108 packetization-mode=1;profile-level-id=42e01f\r\n"))
    }

    @Test func `a profile that is there stays`() throws {
        let whole = answer.replacing(
            "packetization-mode=1", with: "packetization-mode=1;profile-level-id=42c01e")
        let completed = try Answer(completing: whole, to: offer())
        #expect(completed.text == whole.replacing("\n", with: "\r\n"))
    }

    @Test func `no candidates is told`() throws {
        let bare = answer.split(separator: "\n").filter { !$0.hasPrefix("a=candidate") }.joined(
            separator: "\n")
        #expect(try !Answer(completing: bare, to: offer()).hasCandidates)
    }

    @Test(arguments: ["v=0\r\n", "", "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n"])
    func `an answer to something else is refused`(text: String) {
        let reason = #expect(throws: Reason.self) { try Answer(completing: text, to: offer()) }
        #expect(reason?.code == "bad-answer")
    }
}
