// SPDX-License-Identifier: Apache-2.0

/// Where the API listens: a host name or address, and a TCP port.
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// An IP address without brackets, or a name to look up.
    public var host: String
    /// 0 lets the kernel choose.
    public var port: Int

    /// - Parameter port: 0...65535.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`, with an IPv6 address in brackets; nil for anything else.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: Int(port))
    }

    /// True when only this machine can reach it. A name other than `localhost` counts as reachable from
    /// outside.
    public var isLoopback: Bool { HostName.isLoopback(host) }

    /// `127.0.0.1:8080`, `[::1]:8080`.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// The page's address as a browser on this machine opens it.
    public var url: String {
        switch host {
        case "0.0.0.0": "http://127.0.0.1:\(port)/"
        case "::": "http://[::1]:\(port)/"
        default: "http://\(self)/"
        }
    }
}
