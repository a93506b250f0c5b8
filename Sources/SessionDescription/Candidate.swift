// SPDX-License-Identifier: Apache-2.0
import Media

/// Judges the value of `a=candidate` lines (RFC 8839, section 5.1) without resolving anything.
enum Candidate {
    /// Reads a candidate in any of the spellings in use, and gives the value alone, without `a=candidate:`.
    static func value(of text: String) -> String {
        var rest = Substring(text)
        if rest.hasPrefix("a=") { rest = rest.dropFirst(2) }
        if rest.hasPrefix("candidate:") { rest = rest.dropFirst("candidate:".count) }
        return String(rest)
    }

    /// Foundation, component, transport, priority, address, port, `typ`, type.
    static func isWellFormed(_ value: String) -> Bool {
        let fields = value.split(separator: " ")
        guard fields.count >= 8, fields[6] == "typ", let port = Int(digits: fields[5]) else { return false }
        return port <= 65535 && Int(digits: fields[1]) != nil && Int(digits: fields[3]) != nil
    }

    /// Well-formed, and its address is a number: no name such as browsers' `….local` ones.
    static func isByAddress(_ value: String) -> Bool {
        guard isWellFormed(value) else { return false }
        let address = value.split(separator: " ")[4]
        let isVersion4 = address.contains(".") && address.allSatisfy { $0.isNumber || $0 == "." }
        let isVersion6 =
            address.contains(":") && address.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        return isVersion4 || isVersion6
    }
}
