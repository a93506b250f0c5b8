// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import NIOCore
import NIOPosix

/// A response as it came over the wire; body lines of a chunked response keep their chunk sizes.
struct Answer {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]
    var body: String

    init(_ text: String) throws {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, let status = Int(words[1]) else { throw Unreadable(text: text) }
        self.status = status
        body = parts.count == 2 ? String(parts[1]) : ""
        headers = [:]
        for line in lines.dropFirst() {
            let field = line.split(separator: ":", maxSplits: 1)
            headers[field[0].lowercased()] = field.count == 2 ? String(field[1].drop { $0 == " " }) : ""
        }
    }

    /// The members of a JSON object whose values are strings.
    func strings() throws -> [String: String] {
        let object = try JSONDecoder().decode([String: Text].self, from: Data(body.utf8))
        return object.compactMapValues(\.value)
    }

    private struct Text: Decodable {
        var value: String?
        init(from decoder: any Decoder) throws {
            value = try? decoder.singleValueContainer().decode(String.self)
        }
    }

    struct Unreadable: Error { var text: String }
}

/// A plain HTTP/1.1 client for one server on 127.0.0.1: one connection for each request.
struct LoopbackClient {
    let port: Int

    func request(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: String? = nil
    ) async throws -> Answer {
        var lines = ["\(method) \(path) HTTP/1.1", "Connection: close"]
        if !headers.contains(where: { $0.0 == "Host" }) { lines.append("Host: 127.0.0.1:\(port)") }
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        lines += headers.map { "\($0.0): \($0.1)" }
        return try await send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
    }

    /// Sends the text and reads until the server closes.
    func send(_ text: String) async throws -> Answer {
        try Answer(await open(text) { inbound in try await inbound.readToEnd() })
    }

    /// Sends the text and hands out the connection.
    func open<Value>(_ text: String, read: (inout Inbound) async throws -> Value) async throws -> Value {
        let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await connection.executeThenClose { parts, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var inbound = Inbound(parts: parts.makeAsyncIterator())
            return try await read(&inbound)
        }
    }

    /// What the server sent so far, and more of it on demand.
    struct Inbound {
        fileprivate var parts: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        private(set) var text = ""

        fileprivate init(parts: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator) {
            self.parts = parts
        }

        /// - Throws: when the connection ends before the text comes.
        mutating func read(until wanted: String) async throws {
            while !text.contains(wanted) {
                guard let part = try await parts.next() else { throw Answer.Unreadable(text: text) }
                text += String(buffer: part)
            }
        }

        mutating func readToEnd() async throws -> String {
            while let part = try await parts.next() { text += String(buffer: part) }
            return text
        }
    }
}
