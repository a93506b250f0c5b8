// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Testing

@Suite struct CapsTests {
    init() throws { try Runtime.initialise() }

    @Test func `fields of fixed caps are read`() throws {
        let caps = try #require(Caps("video/x-vp8,width=640,framerate=30000/1001,profile=(string)0"))
        #expect(caps.mediaType == "video/x-vp8")
        #expect(caps.integer("width") == 640)
        #expect(caps.integer("height") == nil)
        #expect(try #require(caps.fraction("framerate")) == (30000, 1001))
        #expect(caps.string("profile") == "0")
        #expect(try #require(Caps(caps.text)).isEqual(to: caps))
    }

    @Test func `text that is no caps is refused`() { #expect(Caps("video/x-vp8,width=") == nil) }

    @Test func `caps without a structure have no fields`() throws {
        #expect(try #require(Caps("ANY")).mediaType.isEmpty)
        #expect(try #require(Caps("EMPTY")).integer("width") == nil)
    }
}
