// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Testing

/// Values that depend on the display: how YAML spells them, and what they come to.
struct ExpressionValueTests {
    private let screen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))

    private func pipeline(_ values: String, encoder: String = "x") throws -> VideoPipelineConfiguration {
        let text = "capture: {video: {pipelines: {a: {gst_encoder: \(encoder), \(values)}}}}"
        return try Configuration.make(text).video.pipelines[0]
    }

    private func evaluated(_ values: String) throws -> EvaluatedPipeline {
        try pipeline(values).evaluated(for: screen)
    }

    private func property(_ value: String) throws -> String? {
        try evaluated("gst_params: {p: \(value)}").properties.first?.value
    }

    @Test(arguments: [
        ("4", "4"), ("-5", "-5"), ("1_000", "1000"), ("0x10", "16"), ("3072000", "3072000"), ("0.5", "0.5"),
        ("1e3", "1000"), ("4096.0", "4096"), ("+5", "5"), ("+.5", "0.5"), ("true", "true"), ("TRUE", "true"),
        ("False", "false"), ("'4'", "4"), ("'\"4\"'", "4"), ("yes", "yes"), ("'017'", "17"), ("cbr", "cbr"),
        ("' cbr '", "cbr"), ("'\"low-latency-hq\"'", "low-latency-hq"), ("'`a b`'", "a b"), ("!!str 4", "4"),
        ("30/1", "30"), ("größe", "größe"), ("(3072 * 4)", "12288"), ("3072 * 650", "1996800"),
        ("round(3072 * 650)", "1996800"), ("width", "1280"), ("fps * 2", "60"), ("height / 7", "102.85714285714286"),
        ("'width > 1000 ? 4 : 2'", "4"), ("'width > 2000 ? 4 : \"two\"'", "two"), ("'\"a\" + \"b\"'", "ab"),
        ("width > 1000", "true"),
        ("'\"vbv-maxrate=\" + 4096 + \":vbv-bufsize=4096\"'", "vbv-maxrate=4096:vbv-bufsize=4096"),
        ("'width * height * 30'", "27648000"), ("'1 + 2 // three'", "3"), ("9007199254740993", "9007199254740992"),
    ])
    func `a property has the text of its expression`(written: String, text: String) throws {
        #expect(try property(written) == text)
    }

    @Test(arguments: ["", "~", "null", "''"])
    func `a property without a value is left out`(written: String) throws {
        #expect(try property(written) == nil)
    }

    @Test(arguments: [
        "017", "2014-01-02", "low-latency-hq", "zerolatency+fastdecode", "10:20", "a b", "'0x10'", "'''cbr'''",
        "foo(1)",
        "1/0", "0/0", "'[1]'", "'{}'", "'\"\\xff\"'", "'\"a\\x00\"'", "'width > 2000 ? 4'", "foo ?? bar",
        "round(width)",
        "'date(\"2014-01-02\")'", "[1]", "{a: 1}", "(((", "'width > 1000 ? fast : slow'", "' '", "720p",
    ])
    func `what makes no sense as a property is an error`(written: String) {
        #expect(throws: ConfigurationError.self) { try property(written) }
    }

    @Test(arguments: [
        ("25", "25/1"), ("29.97", "2997/100"), ("23.976", "2397/100"), ("0.29", "29/100"), ("'60'", "60/1"),
        ("3e1", "30/1"), ("59.94", "5994/100"), ("0x1E", "30/1"), ("30.0", "30/1"), ("30/1", "30/1"), ("fps", "30/1"),
        ("fps / 2", "15/1"), ("30000/1001", "2997/100"), ("'width > 1000 ? 20 : 30'", "20/1"), ("'\"15\"'", "15/1"),
    ])
    func `a rate is exact in hundredths`(written: String, fraction: String) throws {
        #expect(try evaluated("fps: \(written)").rate?.fraction == fraction)
    }

    @Test(arguments: [
        "0", "-1", "0/0", "1/0", "1001", "0.001", "true", "cbr", "' '", "width * 100", "fps - 30", "'\"x\"'", "'[30]'",
    ])
    func `a rate that is none is an error`(written: String) {
        #expect(throws: ConfigurationError.self) { try evaluated("fps: \(written)") }
    }

    @Test func `sizes are cut to whole pixels`() throws {
        let evaluated = try evaluated("width: (width / 3) * 2, height: (height / 3) * 2")
        #expect(evaluated.size == Resolution(width: 853, height: 480))
        #expect(try self.evaluated("width: '\"640\"', height: 360.9").size == Resolution(width: 640, height: 360))
        for sides in [
            "width: 0, height: 1", "width: width - 1280, height: 1", "width: 1e9, height: 1",
            "width: true, height: height",
        ] {
            #expect(throws: ConfigurationError.self, "\(sides)") { try self.evaluated(sides) }
        }
    }

    @Test func `bitrates and the keyframe interval follow the display`() throws {
        let evaluated = try evaluated(
            "bitrate: width * height * fps / 10000, max_bitrate: 4000, keyframe_interval: fps * 2")
        #expect(evaluated.bitrateKbps == 2765)
        #expect(evaluated.maxBitrateKbps == 4000)
        #expect(evaluated.keyframeIntervalFrames == 60)
        #expect(throws: ConfigurationError.self) { try self.evaluated("bitrate: width * 10, max_bitrate: 4000") }
    }

    @Test func `a fault on one display only is found when that display is known`() throws {
        let source = SourceText(
            name: "serval.yaml",
            text: """
                capture:
                  video:
                    pipelines:
                      main:
                        fps: "fps - 30"
                        gst_encoder: x264enc
                        gst_params:
                          bitrate: 'width > 1000 ? good : 100'
                          threads: 8 / (height - 720)
                          tune: 'fps < 20 ? foo - 1 : 1'
                """)
        let main = try Configuration.parse(source).configuration.video.pipelines[0]
        let error = #expect(throws: ConfigurationError.self) { try main.evaluated(for: screen) }
        #expect(
            error?.description == """
                serval.yaml:5:14: error: fps must be above 0 and at most 1000, but is 0 for a display of 1280x720@30
                    5 |         fps: "fps - 30"
                      |              ^~~~~~~~~~
                serval.yaml:8:20: error: bitrate has no value for a display of 1280x720@30
                    8 |           bitrate: 'width > 1000 ? good : 100'
                      |                    ^~~~~~~~~~~~~~~~~~~~~~~~~~~
                      = words need double quotes within the expression, and a condition an else branch
                serval.yaml:9:20: error: threads is +Inf, which is no number for a display of 1280x720@30
                    9 |           threads: 8 / (height - 720)
                      |                    ^~~~~~~~~~~~~~~~~~
                """)
        let other = Screen(resolution: Resolution(width: 640, height: 480), rate: FrameRate(60))
        #expect(try main.evaluated(for: other).properties.map(\.value) == ["100", "-0.03333333333333333", "1"])
    }

    @Test func `a faulty part is shown where it stands, through quotes`() {
        let source = SourceText(
            name: "f",
            text: """
                capture:
                  video:
                    pipelines:
                      main:
                        gst_encoder: x264enc
                        gst_params:
                          a: 1 + $
                          b: '1 + $'
                          c: "1 + $"
                          d: "1 \\x2b $"
                          e: >
                            1 +
                            $
                """)
        let places = Fixture.diagnostics(source).split(separator: "\n").filter { $0.contains("error: ") }
        #expect(places.map { $0.prefix { $0 != " " } } == ["f:7:18:", "f:8:19:", "f:9:19:", "f:10:14:", "f:11:14:"])
    }

    @Test func `beside a description nothing else is looked at`() throws {
        let text =
            "capture: {video: {pipelines: {a: {gst_pipeline: x ! appsink name=appsink, gst_params: {a: '((('}, fps: 0}}}}"
        let parsed = try Configuration.parse(SourceText(name: "f", text: text))
        #expect(parsed.diagnostics.map(\.severity) == [.warning, .warning])
        #expect(try parsed.configuration.video.pipelines[0].evaluated(for: screen).properties.isEmpty)
    }
}
