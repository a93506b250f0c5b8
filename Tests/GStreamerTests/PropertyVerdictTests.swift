// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Testing

@Suite struct PropertyVerdictTests {
    private let element: Element

    init() throws {
        try Runtime.initialise()
        element = try #require(ElementFactory.named("x264enc")?.make())
    }

    @Test(arguments: [
        ("bitrate", "4096"), ("bitrate", "0x1000"), ("bitrate", "+5"), ("threads", "0"), ("speed-preset", "veryfast"),
        ("speed-preset", "3"), ("tune", "zerolatency+fastdecode"), ("byte-stream", "true"), ("byte-stream", "0"),
        ("ip-factor", "1.5"), ("option-string", "anything at all"), ("name", "encoder"), ("speed_preset", "fast"),
    ])
    func `what a description can set is sound`(name: String, text: String) {
        #expect(element.verdict(on: text, asProperty: name) == .sound)
    }

    @Test(arguments: [
        ("bitrate", "0"), ("bitrate", "2048001"), ("bitrate", "-1"), ("bitrate", "4294967297"),
        ("bitrate", "99999999999999999999999"), ("ip-factor", "2.5"), ("ip-factor", "-0.1"),
    ])
    func `numbers beyond the range are told, also those that GStreamer would cut`(name: String, text: String) {
        guard case .outOfRange(let expected) = element.verdict(on: text, asProperty: name) else {
            Issue.record("\(name)=\(text): \(element.verdict(on: text, asProperty: name))")
            return
        }
        #expect(expected.hasSuffix(name == "bitrate" ? "from 1 to 2048000" : "from 0 to 2"))
    }

    @Test(arguments: [("bitrate", "many"), ("bitrate", "4.5"), ("speed-preset", "fasst"), ("byte-stream", "maybe")])
    func `what is no value says what is`(name: String, text: String) {
        guard case .unreadable(let expected, let words) = element.verdict(on: text, asProperty: name) else {
            Issue.record("\(element.verdict(on: text, asProperty: name))")
            return
        }
        #expect(!expected.isEmpty)
        #expect(words.contains("veryfast") == (name == "speed-preset"))
    }

    @Test func `what is not there and what is not to be set are told apart`() throws {
        #expect(element.verdict(on: "1", asProperty: "bitrat") == .missing)
        let sink = try #require(ElementFactory.named("appsink")?.make())
        #expect(sink.verdict(on: "1", asProperty: "eos") == .readOnly)
        #expect(element.settableProperties.contains("bitrate"))
        #expect(!sink.settableProperties.contains("eos"))
    }

    @Test func `what is installed is listed`() {
        #expect(Set(ElementFactory.installed).isSuperset(of: ["x264enc", "vp8enc", "ximagesrc", "appsink"]))
        #expect(ElementFactory.isInstalled(plugin: "x264"))
        #expect(!ElementFactory.isInstalled(plugin: "nothing-of-the-kind"))
    }
}
