// SPDX-License-Identifier: Apache-2.0
import Media

/// One `m=` section of an offer.
public struct MediaSection: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable { case audio, video, application }

    public var kind: Kind
    /// The section's name within the description.
    public var mid: String
    public var direction: MediaDirection
    /// In the writer's order of preference.
    public var formats: [PayloadFormat]
    /// Header extensions: the URI of each id.
    public var extensions: [Int: String]
    /// The section's lines as they came, the `m=` line first.
    var lines: [SDPLine]

    /// The payload type that carries the codec best; nil when there is none. Equal ranks keep the writer's
    /// order.
    func format(for codec: Codec) -> PayloadFormat? {
        formats.compactMap { format in format.rank(for: codec).map { (rank: $0, format: format) } }
            .min { $0.rank < $1.rank }?.format
    }

    func firstAttribute(_ name: String) -> String? {
        lines.lazy.compactMap { $0.attribute(name) }.first
    }
}

extension MediaSection {
    /// Reads a section; transport attributes are checked by the offer, which may hold them for all sections.
    ///
    /// - Parameter direction: What holds where the section says nothing.
    init(_ lines: [SDPLine], direction: MediaDirection) throws(Reason) {
        guard let media = lines.first else { preconditionFailure("a section begins with its m= line") }
        let fields = media.fields
        guard fields.count >= 4, let port = Int(digits: fields[1].prefix { $0 != "/" }), port <= 65535 else {
            throw Reason.badOffer(line: media.number, "not `m=kind port protocol formats`")
        }
        guard let kind = Kind(rawValue: String(fields[0])) else {
            throw Reason.badOffer(
                line: media.number,
                "a section of unknown kind \(fields[0].quoted); audio or video is expected")
        }
        self.kind = kind
        self.lines = lines
        mid = ""
        self.direction = direction
        formats = []
        extensions = [:]
        if kind != .application { try readFormats(fields) }
        try readAttributes()
        guard !mid.isEmpty else {
            throw Reason.badOffer(
                line: media.number, "the section has no a=mid; send the browser's whole offer")
        }
    }

    private mutating func readFormats(_ fields: [Substring]) throws(Reason) {
        guard fields[2].hasSuffix("TLS/RTP/SAVPF") else {
            throw Reason.badOffer(
                line: lines[0].number, "protocol \(fields[2].quoted); WebRTC uses UDP/TLS/RTP/SAVPF")
        }
        for field in fields.dropFirst(3) {
            guard let payloadType = Int(digits: field), payloadType <= 127 else {
                throw Reason.badOffer(line: lines[0].number, "payload type \(field.quoted) is not 0…127")
            }
            formats.append(.described(statically: payloadType))
        }
    }

    private mutating func readAttributes() throws(Reason) {
        for line in lines where line.type == "a" {
            guard let name = line.attributeName.map(String.init) else { continue }
            switch name {
            case "mid": try readName(line)
            case "rtpmap", "fmtp": if kind != .application { try readFormat(line, name) }
            case "extmap": try readExtension(line)
            default: direction = line.direction ?? direction
            }
        }
    }

    private mutating func readName(_ line: SDPLine) throws(Reason) {
        let name = line.attribute("mid") ?? ""
        guard !name.isEmpty, name.utf8.count <= 64, !name.contains(" ") else {
            throw Reason.badOffer(line: line.number, "a=mid with no usable name")
        }
        mid = name
    }

    private mutating func readFormat(_ line: SDPLine, _ name: String) throws(Reason) {
        let parts = (line.attribute(name) ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let payloadType = Int(digits: parts[0]), payloadType <= 127 else {
            throw Reason.badOffer(line: line.number, "not `a=\(name):payload-type …`")
        }
        // A format that the m= line does not list is of no use, and no fault.
        guard let index = formats.firstIndex(where: { $0.payloadType == payloadType }) else { return }
        if name == "fmtp" {
            formats[index].read(parameters: parts[1])
        } else if !formats[index].read(encoding: parts[1].trimmingBlanks) {
            throw Reason.badOffer(line: line.number, "\(parts[1].quoted) is not `encoding/clock-rate`")
        }
    }

    private mutating func readExtension(_ line: SDPLine) throws(Reason) {
        let parts = (line.attribute("extmap") ?? "").split(separator: " ")
        guard parts.count >= 2, let id = Int(digits: parts[0].prefix { $0 != "/" }), (1...4095).contains(id)
        else {
            throw Reason.badOffer(line: line.number, "not `a=extmap:id uri`")
        }
        extensions[id] = String(parts[1])
    }
}

extension Reason {
    /// The offer cannot be answered because of this line.
    static func badOffer(line: Int, _ text: String) -> Reason { Reason("bad-offer", "line \(line): \(text)") }
}

extension StringProtocol {
    /// In backticks, cut short: it goes into messages and comes from outside.
    var quoted: String { "`\(prefix(40))`" }
}
