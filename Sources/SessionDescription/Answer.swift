// SPDX-License-Identifier: Apache-2.0
import Media

/// webrtcbin's answer, judged and completed before it goes to the peer.
public struct Answer: Sendable, Hashable {
    /// The text to send.
    public let text: String
    /// At least one candidate is in it.
    public let hasCandidates: Bool
    /// The directions of its sections, in order; nil for a refused one (port 0).
    public let directions: [MediaDirection?]

    /// Completes the answer to an offer: H264 formats get the offer's profile-level-id, which webrtcbin
    /// leaves out and strict peers miss.
    ///
    /// - Throws: a `Reason` with the code `bad-answer`, for a text that is no session description (webrtcbin
    ///   answers what it does not understand with an empty one).
    public init(completing answer: String, to offer: Offer) throws(Reason) {
        var lines = try SDPLine.lines(of: answer, code: "bad-answer")
        var directions: [MediaDirection?] = []
        var index = 0
        while index < lines.count {
            let line = lines[index]
            if line.type == "m" { directions.append(line.fields.dropFirst().first == "0" ? nil : .sendrecv) }
            if let direction = line.direction, directions.last.map({ $0 != nil }) ?? false {
                directions[directions.count - 1] = direction
            }
            if let payloadType = line.h264PayloadType, offer.sections.indices.contains(directions.count - 1) {
                Answer.complete(
                    &lines, after: index, payloadType: payloadType,
                    from: offer.sections[directions.count - 1])
            }
            index += 1
        }
        guard directions.count == offer.sections.count else {
            throw Reason("bad-answer", "\(directions.count) sections answer \(offer.sections.count)")
        }
        self.directions = directions
        hasCandidates = lines.contains { $0.attributeName == "candidate" }
        text = lines.map { $0.text + "\r\n" }.joined()
    }

    private static func complete(
        _ lines: inout [SDPLine], after index: Int, payloadType: Int, from section: MediaSection
    ) {
        let offered = section.formats.first { $0.payloadType == payloadType }
        guard let level = offered?.parameters["profile-level-id"] else { return }
        let end = lines[(index + 1)...].firstIndex { $0.type == "m" } ?? lines.count
        let prefix = "\(payloadType) "
        guard
            let fmtp = lines[index..<end].firstIndex(where: {
                $0.attribute("fmtp")?.hasPrefix(prefix) ?? false
            })
        else {
            let value = "fmtp:\(payloadType) packetization-mode=1;profile-level-id=\(level)"
            lines.insert(.attribute(value), at: index + 1)
            return
        }
        if !lines[fmtp].value.contains("profile-level-id=") {
            lines[fmtp].value += ";profile-level-id=\(level)"
        }
    }
}

extension SDPLine {
    /// The payload type of `a=rtpmap:102 H264/90000`.
    fileprivate var h264PayloadType: Int? {
        guard let parts = attribute("rtpmap")?.split(separator: " "), parts.count == 2,
            parts[1].uppercased() == "H264/90000"
        else { return nil }
        return Int(digits: parts[0])
    }
}
