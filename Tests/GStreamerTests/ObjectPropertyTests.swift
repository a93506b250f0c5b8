// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Testing

@Suite struct ObjectPropertyTests {
    private let element: Element

    init() throws {
        try Runtime.initialise()
        element = try #require(ElementFactory.named("x264enc")?.make())
    }

    @Test func `numbers, words, booleans and strings are set from text and read back`() throws {
        try element.setProperty("bitrate", to: 1234)
        #expect(element.integerProperty("bitrate") == 1234)
        try element.setProperty("speed-preset", text: "superfast")
        #expect(element.property("speed-preset") == "superfast")
        try element.setProperty("byte-stream", to: true)
        #expect(element.booleanProperty("byte-stream") == true)
        try element.setProperty("option-string", text: "scenecut=0:a b")
        #expect(element.property("option-string") == "scenecut=0:a b")
    }

    @Test func `a number out of range becomes the nearest`() throws {
        try element.setProperty("bitrate", to: 1 << 30)
        #expect(element.integerProperty("bitrate") == 2_048_000)
    }

    @Test func `what cannot be set says why`() {
        #expect(throws: PropertyError.missing(property: "nothing", of: "GstX264Enc")) {
            try element.setProperty("nothing", to: 1)
        }
        #expect(throws: PropertyError.invalid(property: "bitrate", of: "GstX264Enc", value: "much")) {
            try element.setProperty("bitrate", text: "much")
        }
        #expect(!element.hasProperty("nothing") && element.property("nothing") == nil)
    }
}
