// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import SessionDescription

@Suite struct CandidateFragmentTests {
    @Test func `a fragment is read section by section`() throws {
        let fragment = try CandidateFragment(
            parsing: """
                a=ice-ufrag:EsAw\r
                a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r
                m=video 9 UDP/TLS/RTP/SAVPF 0\r
                a=mid:0\r
                a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0\r
                a=candidate:3471623853 1 udp 2122194687 2001:db8::1 61765 typ host generation 0\r
                m=audio 9 UDP/TLS/RTP/SAVPF 0\r
                a=mid:1\r
                a=candidate:473322822 1 tcp 1518280447 198.51.100.1 9 typ host tcptype active\r
                a=end-of-candidates\r

                """)
        #expect(fragment.usernameFragment == "EsAw")
        #expect(fragment.password == "P2uYro0UCOQ4zxjKXaWCBui1")
        #expect(fragment.entries.map(\.mid) == ["0", "0", "1"])
        #expect(
            fragment.entries[0].candidate
                == "1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0")
        #expect(fragment.endOfCandidates)
    }

    @Test func `names are left out, and nothing need be there`() throws {
        let fragment = try CandidateFragment(
            parsing: "a=mid:0\na=candidate:1 1 udp 1 d1a9.local 5000 typ host\n")
        #expect(fragment.entries.isEmpty)
        #expect(fragment.usernameFragment == nil)
        #expect(!fragment.endOfCandidates)
    }

    @Test(arguments: [
        ("", "the session description is empty"),
        ("a=candidate:hello", "line 1: a malformed candidate: `hello`"),
        (
            "a=mid:0\na=candidate:1 1 udp 1 192.0.2.1 99999 typ host",
            "line 2: a malformed candidate: `1 1 udp 1 192.0.2.1 99999 typ host`"
        ),
        ("x", "line 1: not of the form `type=value`"),
    ])
    func `a broken fragment is refused with its line`(text: String, reason: String) {
        #expect(throws: Reason("bad-fragment", reason)) { try CandidateFragment(parsing: text) }
    }

    @Test(arguments: ["", "a=candidate:", "candidate:"])
    func `every spelling of a candidate reaches the agent in one`(prefix: String) {
        let value = "1 1 udp 2130706431 192.0.2.1 5000 typ host"
        #expect(CandidateFragment.forAgent(prefix + value) == "candidate:" + value)
        #expect(CandidateFragment.forAgent(prefix + "1 1 udp 1 evil.example 5000 typ host") == nil)
        #expect(CandidateFragment.forAgent(prefix + value + "\r\na=x") == nil)
    }
}
