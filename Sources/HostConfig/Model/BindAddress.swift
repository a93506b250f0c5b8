// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

/// An address to listen on: a host and a TCP port.
public struct BindAddress: Sendable, Hashable, CustomStringConvertible {
    /// A name or an IP address; IPv6 without its brackets.
    public var host: String
    /// 0 lets the system choose a free one.
    public var port: Int

    public init(host: String = "127.0.0.1", port: Int = 8080) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`, `[IPV6]:PORT`, or, as neko does, `:PORT` for all interfaces.
    public init(_ text: String) throws(Reason) {
        let malformed = Reason(
            "bad-bind-address", "\(VisibleText.quoted(text)) is not HOST:PORT",
            hint: "write it like 127.0.0.1:8080")
        guard let colon = text.lastIndex(of: ":") else { throw malformed }
        let host = text[..<colon]
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw malformed }
        guard let port = Int(digits), port <= 65535 else {
            throw Reason(
                "bad-bind-address", "port \(digits.prefix(20)) does not exist", hint: "ports go up to 65535")
        }
        self.port = port
        if host.isEmpty {
            self.host = "0.0.0.0"
        } else if host.hasPrefix("["), host.hasSuffix("]"), host.contains(":") {
            self.host = String(host.dropFirst().dropLast())
        } else if host.contains(":") {
            throw Reason(
                "bad-bind-address", "\(VisibleText.quoted(text)) is not HOST:PORT",
                hint: "put an IPv6 address in brackets: [\(host)]:\(port)")
        } else if host.allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) }) {
            self.host = String(host)
        } else {
            throw malformed
        }
    }

    /// `127.0.0.1:8080`, `[::1]:8080`.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
