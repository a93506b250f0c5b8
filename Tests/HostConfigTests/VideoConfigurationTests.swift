// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Testing

struct VideoConfigurationTests {
    private let screen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))

    private func good(_ name: String) throws -> VideoConfiguration {
        let text = String(decoding: try Fixture.bytes("\(Fixture.good)/\(name).yaml"), as: UTF8.self)
        return try Configuration.make(text).video
    }

    private func video(_ text: String) throws -> VideoConfiguration {
        try Configuration.make("capture: {video: \(text)}").video
    }

    @Test func `neko's VP8 example is read in its order`() throws {
        let video = try good("neko-vp8")
        #expect(video.codec == .vp8)
        #expect(video.ids == ["hq", "lq"])
        let hq = try #require(video.pipeline("hq"))
        #expect(hq.encoder == .element("vp8enc"))
        #expect(hq.fps?.text == "25")
        #expect(!hq.showPointer)
        #expect(
            try hq.evaluated(for: screen).properties.map { "\($0.name)=\($0.value)" } == [
                "target-bitrate=1996800", "cpu-used=4", "end-usage=cbr", "threads=4", "deadline=1",
                "undershoot=95",
                "buffer-size=12288", "buffer-initial-size=6144", "buffer-optimal-size=9216",
                "keyframe-max-dist=25",
                "min-quantizer=4", "max-quantizer=20",
            ])
        #expect(hq.parameters[0].value.location?.description == "test.yaml:11:27")
    }

    @Test func `neko's H264 example is read with its elements around the encoder`() throws {
        let main = try #require(try good("neko-h264").offeredPipelines.first)
        #expect(main.codec == .h264)
        #expect(try main.evaluated(for: screen).size == Resolution(width: 853, height: 480))
        #expect(main.prefix == "! video/x-raw,format=I420")
        #expect(main.suffix == "! video/x-h264,stream-format=byte-stream")
        #expect(main.parameters[3].value.text == "true")
        #expect(main.parameters[5].value.text == "veryfast")
        #expect(main.location(of: .encoder)?.description == "test.yaml:11:22")
        #expect(main.location(of: .bitrate)?.description == "test.yaml:6:7")
    }

    @Test(arguments: ["neko-vp8-description", "neko-h264-description", "neko-nvenc-description"])
    func `neko's whole descriptions are taken as written`(name: String) throws {
        let pipelines = try good(name).offeredPipelines
        #expect(!pipelines.isEmpty)
        for pipeline in pipelines {
            let description = try #require(pipeline.description)
            #expect(description.hasPrefix("ximagesrc display-name={display} show-pointer=true"))
            #expect(description.hasSuffix("! appsink name=appsink\n"))
        }
    }

    @Test func `a codec alone makes one automatic pipeline of it`() throws {
        let video = try video("{codec: AV1}")
        #expect(video.ids == ["main"])
        #expect(video.pipelines.map(\.codec) == [.av1])
        #expect(video.pipelines[0].encoder == .auto)
        #expect(try video.pipelines[0].evaluated(for: screen).rate == FrameRate(30))
    }

    @Test func `ids choose from the default pipelines`() throws {
        #expect(try video("{ids: [vp9, main]}").offeredPipelines.map(\.codec) == [.vp9, .h264])
    }

    @Test func `without ids all pipelines are offered in the file's order, case kept`() throws {
        #expect(try video("{pipelines: {b: {}, A: , a: {}}}").ids == ["b", "A", "a"])
    }

    @Test(arguments: ["b", "b a", "b,a", "[b, a]", "[b]"])
    func `the first id is the default`(ids: String) throws {
        #expect(
            try video("{ids: '\(ids)', pipelines: {a: {}, b: {}}}".replacing(quoted: ids)).ids.first == "b")
    }

    @Test func `the shorthand is a pipeline called main`() throws {
        let video = try video("{codec: vp9, pipeline: ximagesrc ! vp9enc ! appsink name=appsink}")
        #expect(video.ids == ["main"])
        #expect(video.pipelines[0].codec == .vp9)
        #expect(video.pipelines[0].description == "ximagesrc ! vp9enc ! appsink name=appsink")
    }

    @Test func `an entry can be a description and nothing else`() throws {
        let video = try video("{pipelines: {raw: 'x ! appsink name=\"appsink\"', auto: }}")
        #expect(video.pipelines.map(\.description) == ["x ! appsink name=\"appsink\"", nil])
    }

    @Test func `each pipeline can have its codec, rate and neutral parameters`() throws {
        let text = """
            {pipelines: {a: {codec: h264, gst_encoder: auto, bitrate: 2000, max_bitrate: 3000,
            keyframe_interval: 0, speed: fast, show_pointer: true}, b: {}}}
            """
        let pipelines = try video(text).pipelines
        #expect(pipelines.map(\.codec) == [.h264, .vp8])
        let first = try pipelines[0].evaluated(for: screen)
        #expect(first.bitrateKbps == 2000)
        #expect(first.maxBitrateKbps == 3000)
        #expect(first.keyframeIntervalFrames == 0)
        #expect(pipelines[0].speed == .fast)
        #expect(pipelines[0].encoder == .auto)
        #expect(pipelines.map(\.showPointer) == [true, false])
    }

    @Test func `the pointer can be asked for in all pipelines that do not say otherwise`() throws {
        let pipelines = try video("{show_pointer: true, pipelines: {a: {}, b: {show_pointer: false}}}")
            .pipelines
        #expect(pipelines.map(\.showPointer) == [true, false])
        #expect(try video("{show_pointer: false}").pipelines.map(\.showPointer) == [false, false, false])
    }

    @Test func `a base that is merged fills in what a pipeline leaves open`() throws {
        let text = """
            {pipelines: {hq: &base {fps: 30, gst_encoder: x264enc, gst_params: {bitrate: 4000}},
            lq: {<<: *base, fps: 10}, copy: *base}}
            """
        let pipelines = try video(text).pipelines
        #expect(pipelines.map(\.fps?.text) == ["30", "10", "30"])
        #expect(pipelines.allSatisfy { $0.encoder == .element("x264enc") && $0.parameters.count == 1 })
    }

    @Test func `a merged parameter does not come twice`() throws {
        let text = """
            {pipelines: {hq: {gst_encoder: x, gst_params: &base {a: 1, b: 2}},
            lq: {gst_encoder: x, gst_params: {<<: [*base, {b: 5, c: 6}], a: 4}}}}
            """
        let parameters = try video(text).pipelines[1].parameters
        #expect(parameters.map { "\($0.name)=\($0.value.text)" } == ["a=4", "b=2", "c=6"])
    }

    @Test func `what has no effect is said`() {
        let source = SourceText(
            name: "f",
            text: """
                capture:
                  video:
                    pipeline: a ! appsink name=appsink
                    pipelines:
                      main:
                        fps: 30
                        gst_pipeline: b ! appsink name=appsink
                """)
        #expect(
            Fixture.diagnostics(source) == """
                f:3:5: warning: pipeline has no effect beside pipelines
                    3 |     pipeline: a ! appsink name=appsink
                      |     ^~~~~~~~
                      = remove one of them
                f:6:9: warning: fps has no effect beside gst_pipeline
                    6 |         fps: 30
                      |         ^~~
                """)
    }
}

extension String {
    /// Puts a YAML list in place of its quoted text.
    fileprivate func replacing(quoted text: String) -> String {
        guard text.hasPrefix("["), let start = firstIndex(of: "'"), let end = lastIndex(of: "'") else {
            return self
        }
        return self[..<start] + text + self[index(after: end)...]
    }
}
