// SPDX-License-Identifier: Apache-2.0
import Media

/// A WebRTC offer that webrtcbin can be trusted with.
///
/// webrtcbin answers empty or broken offers with silence, or never finishes gathering; everything known to
/// lead there is refused here. This does not judge candidates, nor what the sections' codecs are good for.
public struct Offer: Sendable, Hashable {
    /// The sections, in the order of the description.
    public let sections: [MediaSection]
    /// The lines before the first section.
    let sessionLines: [SDPLine]
    /// The mids of the BUNDLE group, in its order.
    let bundle: [String]

    /// Reads and checks an offer.
    ///
    /// - Throws: a `Reason` with the code `bad-offer` whose text names the line.
    public init(parsing text: String) throws(Reason) {
        let lines = try SDPLine.lines(of: text, code: "bad-offer")
        guard let first = lines.first else { throw Reason("bad-offer", "the session description is empty") }
        guard first.text == "v=0" else {
            throw Reason.badOffer(line: first.number, "a session description begins with v=0")
        }
        var groups: [[SDPLine]] = [[]]
        for line in lines {
            if line.type == "m" { groups.append([]) }
            groups[groups.count - 1].append(line)
        }
        sessionLines = groups[0]
        var sections: [MediaSection] = []
        let direction = sessionLines.lazy.compactMap(\.direction).first ?? .sendrecv
        for group in groups.dropFirst() { sections.append(try MediaSection(group, direction: direction)) }
        guard sections.contains(where: { $0.kind != .application }) else {
            throw Reason("bad-offer", "the offer has no m=audio or m=video section")
        }
        bundle = try Offer.bundle(sessionLines, sections)
        self.sections = sections
        try checkNames()
        for section in sections { try checkTransport(of: section) }
    }

    /// The video codecs that the peer can decode and Serval's streams fit, in the peer's order of preference.
    ///
    /// A codec is listed even where no payloader for it is installed: only the peers worker knows that.
    public var videoCodecs: [Codec] {
        var codecs: [Codec] = []
        for section in sections where section.kind == .video {
            for format in section.formats {
                for codec in Codec.allCases
                where format.rank(for: codec) != nil && !codecs.contains(codec)
                    && payloadType(for: codec) != nil
                {
                    codecs.append(codec)
                }
            }
        }
        return codecs
    }

    /// The payload type to send the codec with; nil when the offer has none that fits.
    public func payloadType(for codec: Codec) -> Int? {
        section(for: codec).flatMap { sections[$0].format(for: codec)?.payloadType }
    }

    /// The index of the section that is answered with the codec; nil when there is none.
    ///
    /// It is the first one that lists the codec, since webrtcbin matches the first; one that does not receive
    /// is no use.
    public func section(for codec: Codec) -> Int? {
        let index = sections.firstIndex { $0.kind == .video && $0.format(for: codec) != nil }
        return index.flatMap { sections[$0].direction.receives ? $0 : nil }
    }

    /// The index of the section with this name, as trickled candidates refer to it.
    public func mediaLine(named mid: String) -> Int? { sections.firstIndex { $0.mid == mid } }
}

extension Offer {
    private static func bundle(
        _ sessionLines: [SDPLine], _ sections: [MediaSection]
    ) throws(Reason) -> [String] {
        for line in sessionLines {
            guard let fields = line.attribute("group")?.split(separator: " "), fields.first == "BUNDLE" else {
                continue
            }
            let names = fields.dropFirst().map(String.init)
            if let unknown = names.first(where: { name in !sections.contains { $0.mid == name } }) {
                throw Reason.badOffer(
                    line: line.number, "BUNDLE names \(unknown.quoted), and no section has that a=mid")
            }
            return names
        }
        return []
    }

    private func checkNames() throws(Reason) {
        var seen: Set<String> = []
        for section in sections where !seen.insert(section.mid).inserted {
            throw Reason.badOffer(
                line: section.lines[0].number, "a second section with a=mid:\(section.mid); names must differ"
            )
        }
    }

    private func checkTransport(of section: MediaSection) throws(Reason) {
        let line = section.lines[0].number
        for name in Offer.transportAttributes {
            guard let value = attribute(name, of: section) else {
                throw Reason.badOffer(
                    line: line, "the section has no a=\(name); send the browser's whole offer")
            }
            guard Offer.isSound(value, for: name) else {
                throw Reason.badOffer(line: line, "the section's a=\(name) is malformed: \(value.quoted)")
            }
        }
    }

    static let transportAttributes = ["ice-ufrag", "ice-pwd", "fingerprint", "setup"]

    /// From the section, else the session, else the section that carries the bundle (JSEP 5.2.1:
    /// bundle-only).
    func attribute(_ name: String, of section: MediaSection) -> String? {
        section.firstAttribute(name) ?? sessionLines.lazy.compactMap { $0.attribute(name) }.first
            ?? inheritedAttribute(name, of: section)
    }

    func inheritedAttribute(_ name: String, of section: MediaSection) -> String? {
        guard let carrier = bundle.first, bundle.contains(section.mid), section.mid != carrier else {
            return nil
        }
        return sections.first { $0.mid == carrier }?.firstAttribute(name)
    }

    private static func isSound(_ value: String, for name: String) -> Bool {
        switch name {
        case "ice-ufrag": return (4...256).contains(value.utf8.count) && !value.contains(" ")
        case "ice-pwd": return (22...256).contains(value.utf8.count) && !value.contains(" ")
        case "setup": return ["actpass", "active", "passive"].contains(value)
        default:
            let parts = value.split(separator: " ")
            guard parts.count == 2, parts[0].lowercased().hasPrefix("sha-") else { return false }
            let octets = parts[1].split(separator: ":", omittingEmptySubsequences: false)
            return octets.count >= 20
                && octets.allSatisfy { $0.utf8.count == 2 && $0.allSatisfy(\.isHexDigit) }
        }
    }
}
