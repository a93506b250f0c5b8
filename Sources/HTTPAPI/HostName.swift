// SPDX-License-Identifier: Apache-2.0

/// Questions about the name in a request's Host header (RFC 9112 section 3.2).
enum HostName {
    /// The name without its port and brackets, in lower case; nil when the header is not `name[:port]`.
    static func name(ofAuthority authority: String) -> String? {
        let text = authority.lowercased()
        guard text.hasPrefix("[") else {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first, !name.isEmpty, name.utf8.allSatisfy(isNameByte),
                parts.count == 1 || isPort(parts[1])
            else { return nil }
            return String(name)
        }
        guard let end = text.firstIndex(of: "]") else { return nil }
        let name = text[text.index(after: text.startIndex)..<end]
        let rest = text[text.index(after: end)...]
        guard rest.isEmpty || (rest.hasPrefix(":") && isPort(rest.dropFirst())) else { return nil }
        return String(name)
    }

    /// True for `localhost`, names below it (RFC 6761), 127.0.0.0/8 and ::1.
    static func isLoopback(_ name: String) -> Bool {
        if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func isPort(_ text: Substring) -> Bool { text.isEmpty || UInt16(text) != nil }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
