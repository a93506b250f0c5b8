// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Pipelines
import Processes
import Providers
import Reports
import Testing
import WorkerProtocol

@testable import Host

@Suite struct PlannerTests {
    private let screen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))

    /// One provider with x264enc and openh264enc on the processor, and an encoder that is not usable.
    private var catalog: Catalog {
        func encoder(_ id: String, _ codec: Codec = .h264) -> EncoderDescription {
            EncoderDescription(id: id, label: id, codec: codec, kind: .software, element: id)
        }
        func offer(_ id: String) -> EncoderOffer {
            EncoderOffer(
                encoder: id, deviceID: "cpu", limits: .init(),
                recipe: ElementRecipe(
                    stages: [
                        .init(kind: .converter, factory: "videoconvert"),
                        .init(kind: .caps, caps: "video/x-raw,format=I420"),
                        .init(kind: .encoder, factory: id),
                    ],
                    bindings: [
                        .init(parameter: "serval.bitrate", stage: 2, property: "bitrate", live: true),
                        .init(parameter: "serval.threads", stage: 2, property: "threads"),
                    ]))
        }
        let records: [ProbeRecord] = [
            .provider(
                ProviderIdentity(id: "org.serval.test", name: "Test", vendor: "Serval", version: "1", license: "MIT")),
            .encoder(encoder("x264enc")), .encoder(encoder("openh264enc")), .encoder(encoder("vp8enc", .vp8)),
            .device(Device(id: "cpu", name: "CPU")), .offer(offer("x264enc")), .offer(offer("openh264enc")),
            .note(
                ProbeNote(
                    severity: .error,
                    reason: Reason(
                        "no-element", "vp8enc is not installed", hint: "apt install gstreamer1.0-plugins-good"),
                    encoder: "vp8enc")),
            .done,
        ]
        return Catalog(providers: [
            ProbedProvider(
                file: ProviderFile(path: "/test.so", isBuiltIn: true), records: records, end: .ended(.exited(0)),
                standardError: "")
        ])
    }

    private func plan(_ yaml: String, source: CaptureSource = .display(":7")) throws -> Plan {
        let parsed = try Configuration.parse(SourceText(name: "serval.yaml", text: yaml))
        return Planner(source: source, screen: screen, catalog: catalog, encoderThreads: 2)
            .plan(for: parsed.configuration.video)
    }

    @Test func `an automatic pipeline has all usable candidates in order, each with a whole description`() throws {
        let plan = try plan("capture: {video: {codec: h264}}")
        let main = try #require(plan.pipeline("main"))
        #expect(main.candidates.map(\.encoder) == ["x264enc", "openh264enc"])
        #expect(
            main.candidates[0].start.description == """
                ximagesrc display-name=:7 show-pointer=true use-damage=false ! video/x-raw,framerate=30/1 \
                ! queue max-size-buffers=2 max-size-bytes=0 max-size-time=0 leaky=downstream ! videoconvert \
                ! video/x-raw,format=I420 ! x264enc name=encoder bitrate=2500 threads=2 ! appsink name=appsink
                """)
        #expect(main.candidates[0].start.liveBitrate?.property == "bitrate")
        #expect(main.report.chosen == .init(provider: "org.serval.test", encoder: "x264enc", device: "cpu"))
        #expect(main.report.description == main.candidates[0].start.description)
        #expect(main.report.candidates.map(\.rank) == [1, 2])
    }

    @Test func `a named element has exactly the configured properties`() throws {
        let plan = try plan(
            """
            capture:
              video:
                codec: h264
                pipelines:
                  hq: {gst_encoder: openh264enc, gst_params: {bitrate: 4000, usage-type: screen}, fps: 29.97}
            """)
        let pipeline = try #require(plan.pipeline("hq"))
        #expect(pipeline.candidates.count == 1)
        #expect(pipeline.report.selection == .pinned)
        #expect(
            pipeline.report.description.contains(
                "! openh264enc name=encoder bitrate=4000 usage-type=screen ! appsink"))
        #expect(pipeline.report.description.contains("framerate=2997/100"))
    }

    @Test func `an element that no provider knows is taken at its word`() throws {
        let plan = try plan(
            "capture: {video: {codec: h264, pipelines: {x: {gst_encoder: mycardenc, gst_params: {speed: 3}}}}}")
        #expect(plan.pipelines[0].report.description.contains("! videoconvert ! mycardenc name=encoder speed=3 !"))
        #expect(plan.pipelines[0].report.chosen == nil)
    }

    @Test func `a codec that nothing encodes is an error with the hint of what is missing`() throws {
        let plan = try plan("capture: {video: {codec: vp8}}")
        #expect(plan.pipelines[0].candidates.isEmpty)
        #expect(plan.pipelines[0].report.error?.code == "no-encoder")
        #expect(plan.pipelines[0].report.error?.hint == "apt install gstreamer1.0-plugins-good")
    }

    @Test func `a named element that is not usable is an error at its place in the file`() throws {
        let plan = try plan(
            """
            capture:
              video:
                codec: vp8
                pipelines:
                  x:
                    gst_encoder: vp8enc
            """)
        #expect(plan.pipelines[0].report.error?.text == "vp8enc cannot be used: vp8enc is not installed")
        #expect(plan.pipelines[0].report.error?.location == "serval.yaml:6:22")
    }

    @Test func `a native encoder's candidate says what its worker has to load`() throws {
        let description = EncoderDescription(
            id: "fastenc", label: "Fast", codec: .h264, kind: .software,
            element: EncoderDescription.nativeElement(of: "fastenc"),
            parameters: [.init(id: "serval.bitrate", kind: .integer, isLive: true)])
        let records: [ProbeRecord] = [
            .encoder(description), .device(Device(id: "cpu", name: "CPU")),
            .offer(
                EncoderOffer(
                    encoder: "fastenc", deviceID: "cpu", limits: .init(),
                    encoding: .native(NativeEncoding(formats: [.nv12])))),
            .done,
        ]
        let catalog = Catalog(providers: [
            ProbedProvider(
                file: ProviderFile(path: "/opt/fast.so", isBuiltIn: false), records: records,
                end: .ended(.exited(0)), standardError: "")
        ])
        let parsed = try Configuration.parse(
            SourceText(
                name: "serval.yaml",
                text: "capture: {video: {codec: h264, pipelines: {x: {gst_encoder: serval-native-fastenc}}}}"))
        let plan = Planner(source: .display(":7"), screen: screen, catalog: catalog, encoderThreads: 2)
            .plan(for: parsed.configuration.video)
        let start = try #require(plan.pipelines.first?.candidates.first?.start)
        #expect(
            start.native
                == .init(
                    element: "serval-native-fastenc", library: "/opt/fast.so", encoder: "fastenc", deviceID: "cpu",
                    formats: [.nv12]))
        #expect(start.liveBitrate == .init(property: "bitrate", numerator: 1, denominator: 1))
        #expect(start.description.contains("format=NV12"))
        #expect(start.description.contains("! serval-native-fastenc name=encoder bitrate=2500 ! h264parse"))
    }

    @Test func `a whole description is taken as written, every display filled in`() throws {
        let yaml =
            "capture: {video: {pipeline: 'ximagesrc display-name={display} ! appsink name=appsink caps={display}'}}"
        let plan = try plan(yaml)
        #expect(plan.pipelines[0].report.description == "ximagesrc display-name=:7 ! appsink name=appsink caps=:7")
        #expect(plan.pipelines[0].report.selection == .verbatim)
        let demo = try self.plan(yaml, source: .demo(screen.resolution))
        #expect(demo.pipelines[0].error?.code == "no-display")
    }
}
