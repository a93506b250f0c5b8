// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Testing

struct EncoderRulesTests {
    private func texts(_ names: [EncoderRules.Name]?) -> [String]? { names?.map(\.pattern.text) }

    @Test func `rules are read for all pipelines and for one, with their places`() throws {
        let configuration = try Configuration.make(
            """
            providers:
              prefer: [vah264enc, "nv*"]
              forbid: org.example.vendor, openh264enc
              device: 0000:03:00.0
            capture:
              video:
                codec: h264
                pipelines:
                  main: {}
                  archive:
                    mode: recording
                    require: x264enc
                    device: cpu
            """)
        let general = configuration.providers.rules
        #expect(texts(general.prefer) == ["vah264enc", "nv*"])
        #expect(general.prefer?[1].location?.description == "test.yaml:2:23")
        #expect(general.require == nil)
        #expect(texts(general.forbid) == ["org.example.vendor", "openh264enc"])
        #expect(general.device?.id == "pci:0000:03:00.0")
        let main = try #require(configuration.video.pipeline("main"))
        #expect(main.mode == .interactive)
        #expect(main.rules == EncoderRules())
        let archive = try #require(configuration.video.pipeline("archive"))
        #expect(archive.mode == .recording)
        #expect(texts(archive.rules.require) == ["x264enc"])
        #expect(archive.rules.deviceLocation?.description == "test.yaml:13:17")
    }

    @Test func `what a pipeline says takes the place of what holds for all; what is forbidden adds up`() {
        func names(_ text: String) -> [EncoderRules.Name] { [.init(EncoderPattern(text))] }
        let general = EncoderRules(prefer: names("a"), require: names("b"), forbid: names("c"))
        let silent = EncoderRules().within(general)
        #expect(texts(silent.prefer) == ["a"])
        #expect(texts(silent.require) == ["b"])
        #expect(texts(silent.forbid) == ["c"])
        let own = EncoderRules(prefer: names("d"), require: [], forbid: names("e")).within(general)
        #expect(texts(own.prefer) == ["d"])
        #expect(texts(own.require) == [])
        #expect(texts(own.forbid) == ["e", "c"])
    }

    @Test func `an empty list is a list, nothing is none`() throws {
        let text = "capture: {video: {pipelines: {a: {require: [], prefer: }}}}"
        let rules = try Configuration.make(text).video.pipelines[0].rules
        #expect(texts(rules.require) == [])
        #expect(rules.prefer == nil)
    }

    @Test func `preferring beside a named element is pointed out`() {
        let text = "capture: {video: {pipelines: {a: {gst_encoder: x264enc, prefer: vp8enc}}}}"
        #expect(
            Fixture.diagnostics(SourceText(name: "f", text: text)).contains(
                "f:1:57: warning: prefer has no effect beside the name of an element in gst_encoder"))
    }

    @Test(.timeLimit(.minutes(1))) func `lists of thousands cost no more than reading them`() throws {
        let names = (0..<20_000).map { "enc\($0)" }
        let text =
            "providers: {require: [\(names.joined(separator: ","))], "
            + "forbid: [\(names.map { $0 + "x" }.joined(separator: ","))]}"
        #expect(try Configuration.make(text).providers.rules.forbid.count == 20_000)
    }
}
