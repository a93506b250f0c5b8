// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Processes
import TestFixtures
import Testing

extension EndToEnd {
    /// docs/writing-a-provider.md: what stands there is done, word for word, and shows what it promises.
    @Suite struct Tutorial {
        /// A fenced block, by the word behind its fence.
        struct Block {
            var kind: String
            var text: String
        }

        @Test func `whoever follows the tutorial sees the pictures of two providers`() throws {
            try Scene.with { scene in
                let blocks = try Self.blocks(of: "docs/writing-a-provider.md")
                try #require(blocks.count { $0.kind == "url" } == 2)
                let port = try Self.freePort()
                let terminal = try scene.startTerminal("cd \(scene.folder.file(""))", port: port)
                let http = HTTPClient(port: port)
                let chromium = try scene.startChromium()
                let begin = MonotonicClock.nowNanoseconds()
                for block in blocks {
                    let start = MonotonicClock.nowNanoseconds()
                    switch block.kind {
                    case "sh": print(try terminal.run(block.text, seconds: 300))
                    case "url":
                        let pipeline = try #require(block.text.split(separator: "=").last).trimmed
                        try look(at: String(pipeline), http, chromium, address: "http://127.0.0.1:\(port)")
                    default: Issue.record("nobody runs a block of the kind \(block.kind)")
                    }
                    let first = block.text.split(separator: "\n").first { !$0.isEmpty } ?? ""
                    print("\(seconds(since: start)) s: \(first)")
                }
                print("\(seconds(since: begin)) s in all")
            }
        }

        private func seconds(since begin: Int64) -> Double {
            Double((MonotonicClock.nowNanoseconds() - begin) / 100_000_000) / 10
        }

        /// The page plays the pipeline, and the provider of the same name makes its packets.
        private func look(at pipeline: String, _ http: HTTPClient, _ chromium: Chromium, address: String) throws {
            let viewer = try Viewer(chromium, address: address, pipeline: pipeline)
            let rate = try viewer.frameRate(overSeconds: 3)
            print("\(pipeline): \(rate) decoded frames/s")
            #expect(rate >= 10)
            let inbound = try #require(try viewer.inbound())
            #expect(inbound.codec == "video/H264")
            #expect(inbound.width == 320 && inbound.height == 180)
            // The left bar of the moving picture is grey, yellow, … or blue: never black, as a page without a picture.
            #expect(try viewer.pixel(x: 100, y: 60).contains { $0 > 60 })
            let stream = try #require(try http.json("/api/streams").array.first { $0["id"].string == pipeline })
            #expect(stream["encoder"].string == pipeline.replacing("in-", with: "hello-"), "\(stream)")
            try viewer.tab.navigate(to: "data:text/html,done")
        }

        /// All fenced blocks of a document of the repository, in order.
        private static func blocks(of path: String) throws -> [Block] {
            let text = try String(contentsOfFile: "\(CompiledLibrary.repository)/\(path)", encoding: .utf8)
            var blocks: [Block] = []
            var isInside = false
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.hasPrefix("```") {
                    isInside.toggle()
                    if isInside { blocks.append(Block(kind: String(line.dropFirst(3)), text: "")) }
                } else if isInside {
                    blocks[blocks.count - 1].text += line + "\n"
                }
            }
            return blocks
        }

        /// A port of loopback that nobody listens on.
        private static func freePort() throws -> UInt16 {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let status = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    bind(descriptor, pointer, length) == 0 ? getsockname(descriptor, pointer, &length) : -1
                }
            }
            try #require(status == 0)
            return UInt16(bigEndian: address.sin_port)
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring { drop(while: \.isWhitespace).prefix { !$0.isWhitespace } }
}
