// SPDX-License-Identifier: Apache-2.0
import Pipelines
import Testing

@Suite struct DescriptionOutlineTests {
    private func text(_ range: Range<Int>, of text: String) -> String {
        let scalars = Array(text.unicodeScalars)[range]
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    @Test func `elements come with their properties and places`() {
        let written = "ximagesrc display-name={display}\n! x264enc  bitrate = 4096 tune=\"zero latency\" ! appsink"
        let outline = DescriptionOutline(written)
        #expect(outline.fault == nil)
        #expect(outline.elements.map(\.factory) == ["ximagesrc", "x264enc", "appsink"])
        #expect(outline.elements.map { text($0.range, of: written) } == ["ximagesrc", "x264enc", "appsink"])
        let properties = outline.elements[1].properties
        #expect(properties.map(\.name) == ["bitrate", "tune"])
        #expect(properties.map(\.value) == ["4096", "zero latency"])
        #expect(properties.map { text($0.valueRange, of: written) } == ["4096", "\"zero latency\""])
    }

    @Test(arguments: [
        ("v ! video/x-raw,format=NV12 ! e", ["v", "e"], ["video/x-raw,format=NV12"]),
        (
            "v ! video/x-raw(memory:NVMM), framerate = 30/1 ; video/x-raw ! e", ["v", "e"],
            ["video/x-raw(memory:NVMM), framerate = 30/1 ; video/x-raw"]
        ),
        ("v ! a. t. ! e t.src_0 ! x", ["v", "e", "x"], []),
        ("v .src ! .sink e", ["v", "e"], []),
        ("( v ! e ) ! x", ["v", "e", "x"], []),
        ("queue2.( name=b v ! e ) ! x", ["v", "e", "x"], []),
        ("rtmp://host/a?b=c ! e", ["e"], []),
        ("v : e", ["v", "e"], []),
        ("mux name=m v ! m.sink_0,sink_1", ["mux", "v"], []),
        ("x264enc @preset=fast ! e", ["x264enc", "e"], []),
        ("", [], []),
    ])
    func `all that the language has is told apart`(written: String, elements: [String], caps: [String]) {
        let outline = DescriptionOutline(written)
        #expect(outline.fault == nil)
        #expect(outline.elements.map(\.factory) == elements)
        #expect(outline.filters.map(\.caps) == caps)
    }

    @Test(arguments: [
        (#"a=b"#, "b"), (#"a="b c""#, "b c"), (#"a="b \"c\"""#, #"b "c""#), (#"a='b c'"#, "'b c'"),
        (#"a=b\ c"#, "b c"), (#"a="b"#, "\"b"), (#"a=b!c"#, "b!c"), ("a=\"\"", ""), ("a=größe", "größe"),
    ])
    func `a value is read as GStreamer reads it`(written: String, value: String) {
        let outline = DescriptionOutline("x \(written) ! y")
        #expect(outline.elements.map(\.factory) == ["x", "y"])
        #expect(outline.elements.first?.properties.last?.value == value)
    }

    @Test(arguments: [
        ("! v", "nothing stands before this link", "!"), ("v !", "nothing stands behind this link", "!"),
        ("v ! ! e", "nothing stands between this link and the one before", "!"),
        ("a=b v", "a= stands behind no element", "a"), ("v ! a=b ! e", "a= stands behind no element", "a"),
        ("( v ! e", "this \"(\" is not closed", "("), ("v ) ! e", "no \"(\" is open here", ")"),
        ("v ; e", "\";\" has no meaning here", ";"),
        ("v ! e ! video/x-h264,a=b", "caps stand between two links", "video/x-h264,a=b"),
        ("( v ! ) e", "nothing stands behind this link", "!"), ("v é", "\"é\" has no meaning here", "é"),
    ])
    func `a fault has its place`(written: String, fault: String, place: String) {
        let outline = DescriptionOutline(written)
        #expect(outline.fault?.text == fault)
        #expect(outline.fault.map { text($0.range, of: written) } == place)
    }

    @Test func `a fragment begins and ends with a link`() {
        for written in ["! video/x-raw,format=NV12", "! video/x-raw,format=NV12 !"] {
            let outline = DescriptionOutline(written, isFragment: true)
            #expect(outline.fault == nil)
            #expect(outline.filters.map(\.caps) == ["video/x-raw,format=NV12"])
        }
        #expect(DescriptionOutline("! h264parse ! identity", isFragment: true).elements.count == 2)
        #expect(DescriptionOutline("! ! identity", isFragment: true).fault != nil)
    }

    @Test(arguments: ["a+", ": a/b ", "! a/b ", "a=\"", "a='\\\"", "(", "\\", "a.", "!", "a=\\\"b ", "@preset="])
    func `long texts of any kind take little time`(unit: String) {
        let written = String(repeating: unit, count: 60_000 / unit.utf8.count)
        let clock = ContinuousClock()
        let time = clock.measure {
            let outline = DescriptionOutline(written)
            _ = DescriptionOutline(written, isFragment: outline.elements.isEmpty)
        }
        #expect(time < .seconds(5))
    }
}
