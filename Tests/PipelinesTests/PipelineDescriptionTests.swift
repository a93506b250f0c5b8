// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Pipelines

@Suite struct PipelineDescriptionTests {
    @Test(arguments: [
        ("veryfast", "veryfast"), ("30/1", "30/1"), ("", "\"\""), ("two words", "\"two words\""),
        ("a ! fakesink", "\"a ! fakesink\""), ("say \"so\"", "\"say \\\"so\\\"\""),
        ("back\\slash", "\"back\\\\slash\""),
        ("scenecut=0:slices=2", "\"scenecut=0:slices=2\""),
    ])
    func `a value is bare only where nothing in it means anything to GStreamer`(value: String, written: String) {
        #expect(escaped(value) == written)
    }

    @Test func `caps that could end their element are put into a capsfilter`() {
        let queue = PipelineDescription.Part.element(factory: "queue", properties: [])
        let plain = PipelineDescription([queue, .caps("video/x-raw(memory:VAMemory),format=NV12"), queue])
        #expect(plain.text == "queue ! video/x-raw(memory:VAMemory),format=NV12 ! queue")
        let hostile = PipelineDescription([.caps("video/x-raw ! filesink location=/etc/passwd")])
        #expect(hostile.text == "capsfilter caps=\"video/x-raw ! filesink location=/etc/passwd\"")
    }

    @Test func `caps beside caps, or beside a user's text, are elements of their own`() {
        let queue = PipelineDescription.Part.element(factory: "queue", properties: [])
        let description = PipelineDescription([
            queue, .caps("a/b"), .caps("a/b"), queue, .caps("a/b"), .verbatim("c/d"),
        ])
        #expect(
            description.text == """
                queue ! capsfilter caps=a/b ! capsfilter caps=a/b ! queue ! capsfilter caps=a/b ! c/d
                """)
    }

    @Test func `the whole text of a display pipeline`() {
        let video = VideoPipeline(
            source: .display(":7"),
            screen: Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30)))
        let text = video.description(encoder: [
            .element(factory: "vp8enc", properties: [.init(name: "name", value: "encoder")])
        ]).text
        #expect(
            text == """
                ximagesrc display-name=:7 show-pointer=false use-damage=false ! video/x-raw,framerate=30/1 \
                ! queue max-size-buffers=2 max-size-bytes=0 max-size-time=0 leaky=downstream \
                ! vp8enc name=encoder ! appsink name=appsink
                """)
    }

    @Test func `odd sizes are rounded to even by scaling`() {
        let video = VideoPipeline(
            source: .display(":7"),
            screen: Screen(resolution: Resolution(width: 1281, height: 721), rate: FrameRate(25)))
        #expect(video.encodedSize == Resolution(width: 1280, height: 720))
        #expect(video.description(encoder: []).text.contains("! videoscale ! video/x-raw,width=1280,height=720 !"))
    }

    @Test func `prefix and suffix lose their own exclamation marks`() {
        let video = VideoPipeline(
            source: .demo(Resolution(width: 64, height: 64)),
            screen: Screen(resolution: Resolution(width: 64, height: 64), rate: FrameRate(5)), prefix: "! identity ",
            suffix: "!h264parse !")
        #expect(
            video.description(encoder: encoder).text.hasSuffix(
                """
                leaky=downstream ! videoconvert ! capsfilter caps="video/x-raw,format=I420" ! identity ! x264enc name=encoder ! h264parse \
                ! appsink name=appsink
                """))
    }

    /// An encoder with the conversion that it brings.
    private var encoder: [PipelineDescription.Part] {
        [
            .element(factory: "videoconvert", properties: []), .caps("video/x-raw,format=I420"),
            .element(factory: "x264enc", properties: [.init(name: "name", value: "encoder")]),
        ]
    }

    @Test func `a prefix that chooses a format takes the place of the encoder's own conversion`() {
        let screen = Screen(resolution: Resolution(width: 64, height: 64), rate: FrameRate(5))
        let video = VideoPipeline(
            source: .display(":7"), screen: screen, prefix: "! cudaupload ! video/x-raw(memory:CUDAMemory),format=NV12")
        #expect(
            video.description(encoder: encoder).text.hasSuffix(
                """
                leaky=downstream ! videoconvert ! cudaupload ! video/x-raw(memory:CUDAMemory),format=NV12 \
                ! x264enc name=encoder ! appsink name=appsink
                """))
    }

    @Test func `every placeholder is replaced`() {
        #expect(fillPlaceholders(in: "a {display} b {display}", display: ":1") == "a :1 b :1")
    }
}
