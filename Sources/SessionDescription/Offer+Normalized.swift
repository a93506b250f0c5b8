// SPDX-License-Identifier: Apache-2.0
import Media

extension Offer {
    /// The text to hand to webrtcbin when the codec is answered: CR LF, every section with one explicit
    /// direction.
    ///
    /// Only the answered section receives; all others are made inactive, so that a peer that offers to send
    /// gets no chance to. Sections of a bundle that leave their transport to the first get it written out.
    /// Candidates by name are left out: resolving them would make the host look up names that a stranger
    /// chose.
    public func normalized(answering codec: Codec) -> String {
        let answered = section(for: codec)
        var out = sessionLines.filter { $0.direction == nil }
        for (index, section) in sections.enumerated() {
            let direction: MediaDirection = index == answered ? .recvonly : .inactive
            out += lines(of: section, direction: direction)
        }
        return out.map { $0.text + "\r\n" }.joined()
    }

    private func lines(of section: MediaSection, direction: MediaDirection) -> [SDPLine] {
        var out = section.lines.filter { line in
            if line.direction != nil || line.attributeName == "bundle-only" { return false }
            return line.attribute("candidate").map { Candidate.isByAddress($0) } ?? true
        }
        if section.kind != .application { out.append(.attribute(direction.rawValue)) }
        for name in Offer.transportAttributes where section.firstAttribute(name) == nil {
            guard let value = inheritedAttribute(name, of: section) else { continue }
            out.append(.attribute("\(name):\(value)"))
        }
        if section.firstAttribute("bundle-only") != nil { out[0].value = out[0].value.replacingPort(with: 9) }
        return out
    }
}

extension String {
    /// `video 0 …` as `video 9 …`: port 0 beside bundle-only does not mean a refused section.
    fileprivate func replacingPort(with port: Int) -> String {
        var fields = split(separator: " ").map(String.init)
        guard fields.count > 1, fields[1] == "0" else { return self }
        fields[1] = "\(port)"
        return fields.joined(separator: " ")
    }
}
