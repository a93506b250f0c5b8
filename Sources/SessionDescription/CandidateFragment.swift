// SPDX-License-Identifier: Apache-2.0
import Media

/// A piece of trickled ICE: the body of a WHEP or WHIP `PATCH` (`application/trickle-ice-sdpfrag`, RFC 8840).
public struct CandidateFragment: Sendable, Hashable {
    /// One candidate and the section that it belongs to.
    public struct Entry: Sendable, Hashable {
        /// The section's `a=mid`; empty where the fragment names none, which means the first section.
        public var mid: String
        /// The value of the `a=candidate` line, such as `1 1 udp 2130706431 192.0.2.1 5000 typ host`.
        public var candidate: String

        public init(mid: String, candidate: String) {
            self.mid = mid
            self.candidate = candidate
        }
    }

    /// The ICE user name; nil where the fragment has none. A change from the session's asks for an ICE
    /// restart.
    public var usernameFragment: String?
    public var password: String?
    /// Candidates by address; those by name (`….local`) are left out, since the host does not resolve names.
    public var entries: [Entry]
    /// No more candidates follow.
    public var endOfCandidates: Bool

    /// Reads a fragment.
    ///
    /// - Throws: a `Reason` with the code `bad-fragment` whose text names the line.
    public init(parsing text: String) throws(Reason) {
        entries = []
        endOfCandidates = false
        var mid = ""
        for line in try SDPLine.lines(of: text, code: "bad-fragment") {
            if line.type == "m" { mid = "" }
            if let name = line.attribute("mid") { mid = name }
            if let value = line.attribute("ice-ufrag") { usernameFragment = usernameFragment ?? value }
            if let value = line.attribute("ice-pwd") { password = password ?? value }
            if line.attributeName == "end-of-candidates" { endOfCandidates = true }
            guard let candidate = line.attribute("candidate") else { continue }
            guard Candidate.isWellFormed(candidate) else {
                throw Reason(
                    "bad-fragment", "line \(line.number): a malformed candidate: \(candidate.quoted)")
            }
            if Candidate.isByAddress(candidate) { entries.append(Entry(mid: mid, candidate: candidate)) }
        }
    }

    /// A single candidate in the form that webrtcbin takes (`candidate:…`), from any of the spellings in use.
    ///
    /// Gives nil for one that is malformed or by name.
    public static func forAgent(_ candidate: String) -> String? {
        let value = Candidate.value(of: candidate)
        guard value.utf8.count <= SDPLine.Limit.lineBytes,
            value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }),
            Candidate.isByAddress(value)
        else { return nil }
        return "candidate:" + value
    }
}
