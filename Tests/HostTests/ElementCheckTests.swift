// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Processes
import TestFixtures
import Testing
import WorkerProtocol

@testable import Host

@Suite struct ElementCheckTests {
    private let screen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))

    private func findings(
        _ pipelines: String, worker: WorkerExecutable? = nil, deadlineMilliseconds: Int = 120_000
    ) async throws -> [ElementFinding] {
        let source = SourceText(name: "f", text: "capture: {video: {codec: h264, pipelines: \(pipelines)}}")
        let configuration = try Configuration.parse(source).configuration
        let evaluated = try configuration.video.pipelines.map { try $0.evaluated(for: screen) }
        let check = ElementCheck(
            worker: try worker ?? WorkerExecutable.locate(), deadlineMilliseconds: deadlineMilliseconds)
        return await check.findings(in: evaluated, display: ":0", screen: screen)
    }

    private func faultyWorker() throws -> WorkerExecutable {
        WorkerExecutable(path: try WorkerExecutable.locate().path, environment: try FaultyEncoder.environment())
    }

    @Test(arguments: [
        "{a: {gst_encoder: x264enc, gst_params: {bitrate: 0x1000, tune: zerolatency, speed-preset: 3, threads: 4}}}",
        "{a: {gst_encoder: vp8enc, gst_params: {target-bitrate: round(3072 * 650), deadline: 1, end-usage: cbr}}}",
        #"{a: {gst_prefix: "! video/x-raw,format=NV12", gst_encoder: x264enc, gst_suffix: "! h264parse"}}"#,
        #"{a: {gst_prefix: "! videoflip method=clockwise ! queue"}}"#,
        "{a: 'ximagesrc display-name={display} name = s ! tee name=t ! x264enc ! appsink name=appsink t. ! fakesink'}",
        "{a: '( videotestsrc is-live=true ) ! video/x-raw,width=64 ! x264enc ! h264parse ! appsink name=appsink'}",
        "{a: 'videotestsrc pattern=\"ball\" ! x264enc option-string=\"a=1 ! b\" ! appsink name=appsink'}",
        "{a: 'videotestsrc ! video/x-raw(ANY) ; video/x-raw ! x264enc ! appsink name=appsink'}",
        "{a: 'videotestsrc name=v v.src ! x264enc ! appsink name=appsink'}",
    ])
    func `what GStreamer takes gets no finding`(pipelines: String) async throws {
        #expect(try await findings(pipelines).map { "\($0.diagnostic)" } == [])
    }

    @Test func `sections that are not served get warnings`() async throws {
        let source = SourceText(
            name: "f",
            text: """
                capture:
                  audio:
                    pipeline: pulsesrc devise={device} ! opusenc bitrate=9 ! appsink name=appsink
                  broadcast:
                    pipeline: |
                      flvmux name=mux ! rtmpsinc location={url}
                      videotestsrc ! x264enc ! mux.
                  screencast:
                    pipeline: ximagesrc display-name={display} ! jpegenc quality=60 ! appsink name=appsink
                """)
        let configuration = try Configuration.parse(source).configuration
        let found = await ElementCheck(
            worker: try WorkerExecutable.locate(), deadlineMilliseconds: 120_000
        ).findings(
            in: [], sections: configuration.sectionDescriptions, display: ":0", screen: screen)
        #expect(
            found.map { "\($0.pipeline ?? "") \($0.diagnostic.severity) \($0.diagnostic.location?.description ?? "")" }
                == [
                    "capture.audio.pipeline warning f:3:24", "capture.audio.pipeline warning f:3:58",
                    "capture.broadcast.pipeline warning f:6:25",
                ])
    }

    @Test func `with nothing to ask no worker is started`() async throws {
        let nowhere = WorkerExecutable(path: "/nowhere/serval-worker")
        #expect(try await findings("{a: {bitrate: 3000}}", worker: nowhere).isEmpty)
        // Its element comes with its provider.
        #expect(try await findings("{a: {gst_encoder: serval-native-fast}}", worker: nowhere).isEmpty)
    }

    @Test func `without a worker there is one warning`() async throws {
        let found = try await findings(
            "{a: {gst_encoder: x264enc}}", worker: WorkerExecutable(path: "/nowhere/serval-worker"))
        #expect(found.map(\.code) == ["unchecked"])
        #expect(found.allSatisfy { $0.diagnostic.severity == .warning && $0.pipeline == nil })
    }

    @Test func `an element that crashes costs what comes after it, and no more`() async throws {
        let found = try await findings(
            "{a: {gst_encoder: x264encc}, b: 'videotestsrc ! crashingfilter ! appsink name=appsink'}",
            worker: try faultyWorker())
        #expect(found.map(\.code) == ["no-element", "unchecked"])
        #expect(found.last?.diagnostic.severity == .warning)
        #expect(found.last?.diagnostic.message.contains("the element crashingfilter") == true)
    }

    @Test func `an element that hangs is ended, and is a warning`() async throws {
        let found = try await findings(
            "{a: 'videotestsrc ! hangingfilter ! appsink name=appsink'}", worker: try faultyWorker(),
            deadlineMilliseconds: 3000)
        #expect(found.map(\.code) == ["unchecked"])
        #expect(
            found.first?.diagnostic.message
                == "not all elements could be checked: the element hangingfilter hung for 3 seconds")
    }

    @Test func `many pipelines are asked about in portions, each question once`() throws {
        let text = (0..<3000).map { "p\($0): 'videotestsrc ! x264enc option-string=\"\($0)\" ! appsink name=appsink'" }
            .joined(separator: ", ")
        let source = SourceText(name: "f", text: "capture: {video: {pipelines: {\(text)}}}")
        let pipelines = try Configuration.parse(source).configuration.video.pipelines
        let mentions = ElementMentions(
            try pipelines.map { try $0.evaluated(for: screen) }, source: .display(":0"), screen: screen)
        let portions = ElementQuestions.portions(of: mentions)
        #expect(portions.count > 1)
        #expect(portions.reduce(0) { $0 + $1.uses.count } == 3000 + 2)
        #expect(portions.reduce(0) { $0 + $1.descriptions.count } == 3000)
        for portion in portions {
            #expect(try Frame.message(encoding: ValidateCommand.check(portion)).encoded().count < 200_000)
        }
    }

    @Test func `a text that nobody writes by hand is left alone`() async throws {
        let text = String(repeating: "! queue ", count: 10_000)
        let found = try await findings("{a: 'videotestsrc \(text) ! appsink name=appsink'}")
        #expect(found.map(\.code) == ["unchecked"])
    }

    @Test func `a hundred findings are shown and the others counted`() async throws {
        let properties = (0..<150).map { "unknown-\($0): 1" }.joined(separator: ", ")
        let found = try await findings("{a: {gst_encoder: x264enc, gst_params: {\(properties)}}}")
        #expect(found.count == 101)
        #expect(found.last?.diagnostic.message == "50 more are not shown")
    }
}
