// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One request at a time to a server on loopback.
struct HTTPClient {
    let port: UInt16

    struct Response {
        var status: Int
        /// Names in lower case.
        var headers: [String: String]
        var body: String
    }

    func get(_ path: String) throws -> Response { try request("GET", path) }

    /// The JSON of a path that must answer 200.
    func json(_ path: String) throws -> JSONValue {
        let response = try get(path)
        guard response.status == 200 else {
            throw FixtureError("\(path): \(response.status) \(response.body)")
        }
        return try JSONValue(text: response.body)
    }

    func post(_ path: String, type: String, body: String) throws -> Response {
        try request("POST", path, headers: ["Content-Type": type], body: body)
    }

    func request(
        _ method: String, _ path: String, headers: [String: String] = [:], body: String = ""
    ) throws -> Response {
        let descriptor = try connect()
        defer { close(descriptor) }
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        head += "Content-Length: \(body.utf8.count)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let bytes = Array((head + "\r\n" + body).utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw FixtureError("\(path): the request was not taken")
        }
        return try Self.parse(try readAll(descriptor))
    }

    private func connect() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var timeout = timeval(tv_sec: 15, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw FixtureError("nothing listens on 127.0.0.1:\(port)")
        }
        return descriptor
    }

    private func readAll(_ descriptor: Int32) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count == 0 { return bytes }
            guard count > 0 else { throw FixtureError("no answer from 127.0.0.1:\(port)") }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// A whole response whose connection was closed after it.
    static func parse(_ bytes: [UInt8]) throws -> Response {
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n")
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        guard let status, parts.count == 2 else {
            throw FixtureError("not an HTTP response: \(text.prefix(80))")
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { continue }
            headers[pair[0].lowercased()] = String(pair[1].drop { $0 == " " })
        }
        let chunked = headers["transfer-encoding"]?.lowercased() == "chunked"
        return Response(
            status: status, headers: headers, body: chunked ? joinChunks(parts[1]) : String(parts[1]))
    }

    private static func joinChunks(_ text: Substring) -> String {
        var rest = Array(text.utf8)[...]
        var joined: [UInt8] = []
        while let lineEnd = rest.firstIndex(of: UInt8(ascii: "\r")),
            let size = Int(String(decoding: rest[..<lineEnd], as: UTF8.self), radix: 16), size > 0
        {
            let start = lineEnd + 2
            joined += rest[start..<min(start + size, rest.endIndex)]
            rest = rest.dropFirst(start + size + 2 - rest.startIndex)
        }
        return String(decoding: joined, as: UTF8.self)
    }
}
