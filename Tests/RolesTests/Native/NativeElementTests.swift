// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import GStreamer
@testable import Roles

private func moving(_ frames: Int, _ caps: String = "format=I420,width=64,height=48,framerate=20/1") -> String {
    "videotestsrc num-buffers=\(frames) horizontal-speed=3 ! video/x-raw,\(caps)"
}

private let fed =
    "appsrc name=source format=time do-timestamp=true ! video/x-raw,format=I420,width=64,height=48,framerate=20/1"

/// Sessions as GStreamer drives them: frames in, packets out, through the real wrapper.
struct NativeElementTests {
    private func source(of native: NativePipeline) throws -> AppSource {
        let source = try #require(native.pipeline.element(named: "source").flatMap(AppSource.init))
        source.setCaps(try #require(Caps("video/x-raw,format=I420,width=64,height=48,framerate=20/1")))
        return source
    }

    private let frame = RawFrame(format: "I420", width: 64, height: 48, strides: [64, 32, 32])

    @Test func `a session is opened for what flows, with a value for each parameter`() throws {
        let caps = "format=NV12,width=641,height=361,framerate=25/2,colorimetry=bt709"
        let output = try NativePipeline(source: moving(3, caps), properties: "com-example-mood=wild").run()
        #expect(output.failure == nil)
        #expect(output.lines.count == 3)
        let first = try #require(output.lines.first)
        #expect(
            first.text.hasPrefix(
                "frame=0 key=1 forced=0 gap=0 opened=1 bitrate=300 mood=wild size=641x361 rate=25/2 format=NV12 "
                    + "matrix=1 range=0 "))
        #expect(output.lines.dropFirst().allSatisfy { $0["key"] == "0" && $0["opened"] == "1" })
        #expect(output.keyframes == [true, false, false])
    }

    @Test(arguments: [
        RawFrame(format: "I420", width: 64, height: 48, strides: [64, 32, 32]),
        RawFrame(format: "I420", width: 65, height: 47, strides: [65, 33, 33]),
        RawFrame(format: "I420", width: 65, height: 47, strides: [111, 40, 77]),
        RawFrame(format: "I420", width: 1, height: 1, strides: [8, 4, 12]),
        RawFrame(format: "NV12", width: 64, height: 48, strides: [64, 64]),
        RawFrame(format: "NV12", width: 63, height: 31, strides: [63, 64]),
        RawFrame(format: "NV12", width: 63, height: 31, strides: [200, 67]),
    ])
    func `every sample arrives, whatever the sides and the strides`(frame: RawFrame) throws {
        let caps = "video/x-raw,format=\(frame.format),width=\(frame.width),height=\(frame.height),framerate=20/1"
        let native = try NativePipeline(source: "appsrc name=source format=time do-timestamp=true")
        let source = try #require(native.pipeline.element(named: "source").flatMap(AppSource.init))
        source.setCaps(try #require(Caps(caps)))
        try native.play()
        try #require(frame.push(into: source))
        let line = try #require(try native.wait { !$0.lines.isEmpty || $0.failure != nil }.lines.first)
        for plane in frame.strides.indices { #expect(line["plane\(plane)"] == frame.hash(of: plane)) }
    }

    @Test func `a keyframe that is asked for comes with the next frame`() throws {
        let native = try NativePipeline(source: fed)
        let source = try source(of: native)
        try native.play()
        for count in 1...8 {
            if count == 6 {
                try native.encoder().pad("src")?.send(.forceKeyUnit(allHeaders: true, count: 1))
            }
            try #require(frame.push(into: source))
            _ = try native.wait { $0.lines.count == count || $0.failure != nil }
        }
        let output = try native.wait { _ in true }
        #expect(output.lines.map { $0["forced"] } == ["0", "0", "0", "0", "0", "1", "0", "0"])
        #expect(output.keyframes == [true, false, false, false, false, true, false, false])
    }

    @Test(arguments: [
        // The change is in effect, in the same session.
        ([], "bitrate", "900", "bitrate=900", "1", 0),
        // The session says that it must be opened again; nothing is lost, and the stream goes on with a keyframe.
        (["RECONFIGURE_STATUS=SERVAL_E_RESTART"], "bitrate", "900", "bitrate=900", "2", 0),
        // A parameter that is not live is never tried.
        ([], "com-example-mood", "wild", "mood=wild", "2", 0),
        // What is refused stays as it was, and somebody hears of it.
        (["RECONFIGURE_STATUS=SERVAL_E_UNSUPPORTED"], "bitrate", "900", "bitrate=300", "1", 1),
        (["NULL_SLOT=reconfigure"], "bitrate", "900", "bitrate=300", "1", 1),
    ])
    func `a parameter changes between two frames`(
        flags: [String], property: String, value: String, expected: String, opened: String, warnings: Int
    ) throws {
        let native = try NativePipeline(flags, source: fed)
        let source = try source(of: native)
        try native.play()
        for count in 1...4 {
            if count == 3 { try native.encoder().setProperty(property, text: value) }
            try #require(frame.push(into: source))
            _ = try native.wait { $0.lines.count == count || $0.failure != nil }
        }
        let output = try native.wait { _ in true }
        #expect(output.failure == nil)
        let after = try #require(output.lines.count == 4 ? output.lines[2] : nil)
        #expect(after.text.contains(expected))
        #expect(after["opened"] == opened)
        #expect(output.keyframes[2] == (opened == "2"))
        #expect(output.warnings.count == warnings)
    }

    @Test func `a restart with frames held back loses none`() throws {
        let native = try NativePipeline(
            ["HELD=2", "RECONFIGURE_STATUS=SERVAL_E_RESTART"], source: fed)
        let source = try source(of: native)
        try native.play()
        for _ in 0..<4 { try #require(frame.push(into: source)) }
        _ = try native.wait { $0.lines.count == 2 }
        try native.encoder().setProperty("bitrate", to: 900)
        for _ in 0..<3 { try #require(frame.push(into: source)) }
        source.endStream()
        let lines = try native.wait { $0.hasEnded || $0.failure != nil }.lines
        #expect(lines.map { $0["opened"] } == ["1", "1", "1", "1", "2", "2", "2"])
        #expect(lines.map { $0["frame"] } == ["0", "1", "2", "3", "0", "1", "2"])
    }

    @Test func `the end of the stream brings what is held back, in order`() throws {
        let native = try NativePipeline(["HELD=3"], source: moving(20))
        let output = try native.run()
        #expect(output.lines.map { $0["frame"] } == (0..<20).map { "\($0)" })
        #expect(output.failure == nil)
    }

    @Test func `the frames that are held back are the latency`() throws {
        let native = try NativePipeline(["HELD=3"], source: "\(fed) ! identity")
        let source = try source(of: native)
        try native.play()
        for _ in 0..<4 { try #require(frame.push(into: source)) }
        _ = try native.wait { !$0.lines.isEmpty }
        #expect(try native.encoder().minimumLatency() == 150_000_000)
    }

    @Test func `frames that are kept are what they were`() throws {
        let kept = try NativePipeline(["HELD=3", "KEEP"], source: moving(12)).run()
        let direct = try NativePipeline(source: moving(12)).run()
        #expect(kept.lines.count == 12)
        #expect(kept.lines.map { $0["plane0"] } == direct.lines.map { $0["plane0"] })
        #expect(Set(kept.lines.map { $0["plane0"] }).count > 6)
    }

    @Test func `frames that are skipped have no packet, and delay none`() throws {
        let output = try NativePipeline(["SKIP_EVERY=4"], source: moving(20)).run()
        #expect(output.lines.count == 15)
        #expect(output.lines.allSatisfy { $0["frame"].flatMap(Int.init).map { $0 % 4 != 3 } == true })
    }

    @Test func `a flush throws away what is held back, and the stream begins with a keyframe`() throws {
        let native = try NativePipeline(["HELD=2"], source: fed)
        let source = try source(of: native)
        try native.play()
        for _ in 0..<5 { try #require(frame.push(into: source)) }
        _ = try native.wait { $0.lines.count == 3 }
        source.flush()
        for _ in 0..<5 { try #require(frame.push(into: source)) }
        source.endStream()
        let output = try native.wait { $0.hasEnded || $0.failure != nil }
        #expect(output.lines.map { $0["frame"] } == ["0", "1", "2", "5", "6", "7", "8", "9"])
        #expect(output.keyframes == [true, false, false, true, false, false, false, false])
    }

    @Test func `another size opens the session again`() throws {
        let native = try NativePipeline(["HELD=1"], source: "appsrc name=source format=time do-timestamp=true")
        let source = try source(of: native)
        try native.play()
        for _ in 0..<3 { try #require(frame.push(into: source)) }
        _ = try native.wait { $0.lines.count == 2 }
        source.setCaps(try #require(Caps("video/x-raw,format=I420,width=32,height=32,framerate=20/1")))
        let smaller = RawFrame(format: "I420", width: 32, height: 32, strides: [32, 16, 16])
        for _ in 0..<2 { try #require(smaller.push(into: source)) }
        source.endStream()
        let lines = try native.wait { $0.hasEnded || $0.failure != nil }.lines
        #expect(lines.map { $0["size"] } == ["64x48", "64x48", "64x48", "32x32", "32x32"])
        #expect(lines.map { $0["key"] } == ["1", "0", "0", "1", "0"])
    }

    @Test func `tables that are longer than this host's work as well`() throws {
        #expect(try NativePipeline(["NEWER"], source: moving(5)).run().lines.count == 5)
    }
}
