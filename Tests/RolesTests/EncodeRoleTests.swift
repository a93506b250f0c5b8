// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import Testing
import WorkerProtocol

@testable import Roles

private typealias EncodeWorker = WorkerUnderTest<EncodeCommand, EncodeEvent>

private let x264 = """
    videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=30/1 ! videoconvert \
    ! video/x-raw,format=I420 ! x264enc name=encoder tune=zerolatency speed-preset=ultrafast key-int-max=100000 \
    ! h264parse config-interval=-1 ! video/x-h264,stream-format=byte-stream,alignment=au ! appsink name=appsink
    """

private func vpx(_ encoder: String) -> String {
    """
    videotestsrc is-live=true ! video/x-raw,format=I420,width=320,height=240,framerate=30/1 \
    ! \(encoder) name=encoder deadline=1 cpu-used=8 lag-in-frames=0 keyframe-max-dist=100000 \
    target-bitrate=1000000 end-usage=cbr ! appsink name=appsink
    """
}

private func started(
    _ description: String, _ codec: Codec, liveBitrate: EncodeStart.LiveBitrate? = nil
) throws -> EncodeWorker {
    let worker = try EncodeWorker { EncodeRole.run(channel: $0) }
    try worker.send(.hello(Hello()))
    try worker.send(.start(EncodeStart(description: description, codec: codec, liveBitrate: liveBitrate)))
    return worker
}

private func failure(of worker: EncodeWorker) throws -> Reason {
    try worker.first { output in
        guard case .event(.failed(let reason)) = output else { return nil }
        return reason
    }
}

private func monotonicNow() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

@Suite struct EncodeRoleTests {
    @Test(arguments: [(x264, Codec.h264), (vpx("vp8enc"), .vp8), (vpx("vp9enc"), .vp9)])
    func `a stream begins with its greeting, its format and a keyframe`(
        description: String, codec: Codec
    ) throws {
        let worker = try started(description, codec)
        guard case .event(.hello(Hello()))? = try worker.next() else {
            Issue.record("no greeting first")
            return
        }
        guard case .event(.format(let format))? = try worker.next() else {
            Issue.record("no format before the first packet")
            return
        }
        #expect(format.codec == codec)
        #expect(format.resolution == Resolution(width: 320, height: 240))
        #expect(format.rate == FrameRate(30))
        #expect(format.caps.hasPrefix("video/x-\(codec.rawValue)"))
        #expect(try worker.packet().isKeyframe)
        #expect(try !worker.packet().isKeyframe)
        try worker.send(.stop)
        #expect(try worker.exitStatus() == 0)
    }

    @Test func `packets carry the monotonic clock, increasing by the frame`() throws {
        let before = monotonicNow()
        let worker = try started(x264, .h264)
        let times = try (0..<20).map { _ in try worker.packet().presentationNanoseconds }
        let after = monotonicNow()
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 > 10_000_000 })
        #expect(times.allSatisfy { before <= $0 && $0 <= after })
    }

    @Test(arguments: [(x264, Codec.h264), (vpx("vp8enc"), .vp8)])
    func `a keyframe that is asked for comes within a few frames`(description: String, codec: Codec) throws {
        let worker = try started(description, codec)
        _ = try worker.packet(where: \.isKeyframe)
        for _ in 0..<5 { #expect(try !worker.packet().isKeyframe) }
        try worker.send(.requestKeyframe)
        let next = try (0..<10).map { _ in try worker.packet().isKeyframe }
        #expect(next.contains(true))
    }

    @Test func `a keyframe can be asked of a description that names no encoder`() throws {
        let worker = try started(x264.replacing(" name=encoder", with: ""), .h264)
        _ = try worker.packet(where: \.isKeyframe)
        try worker.send(.requestKeyframe)
        let next = try (0..<10).map { _ in try worker.packet().isKeyframe }
        #expect(next.contains(true))
    }

    @Test func `the bitrate changes while it runs`() throws {
        let noise = x264.replacing("is-live=true", with: "is-live=true pattern=snow")
            .replacing("tune=zerolatency", with: "tune=zerolatency bitrate=2000 vbv-buf-capacity=100")
        let worker = try started(
            noise, .h264, liveBitrate: .init(property: "bitrate", numerator: 1, denominator: 1))
        func bytesOf(frames: Int) throws -> Int {
            try (0..<frames).reduce(0) { sum, _ in sum + (try worker.packet().bytes.count) }
        }
        _ = try bytesOf(frames: 15)
        let before = try bytesOf(frames: 30)
        try worker.send(.setBitrate(kbps: 300))
        _ = try bytesOf(frames: 30)
        #expect(try bytesOf(frames: 30) < before / 2)
    }

    @Test func `a stop ends the stream in order`() throws {
        let worker = try started(x264, .h264)
        _ = try worker.packet()
        try worker.send(.stop)
        let totals: EncodeStatistics = try worker.first { output in
            guard case .event(.statistics(let statistics)) = output else { return nil }
            return statistics
        }
        #expect(totals.packets > 0 && totals.keyframes == 1 && totals.bytes > 0 && totals.dropped == 0)
        guard case .event(.ended)? = try worker.next() else {
            Issue.record("something else than the end after the last statistics")
            return
        }
        #expect(try worker.next() == nil)
        #expect(try worker.exitStatus() == 0)
    }

    @Test func `a source that ends by itself ends the stream`() throws {
        let worker = try started(x264.replacing("is-live=true", with: "num-buffers=5"), .h264)
        var packets = 0
        try worker.first { output -> Void? in
            if case .packet = output { packets += 1 }
            if case .event(.ended) = output { return () }
            return nil
        }
        #expect(packets == 5)
    }

    @Test(arguments: [
        ("videotestsrc ! nosuchelement ! appsink name=appsink", "no-element", "check the spelling"),
        ("videotestsrc ! av9enc ! fakesink", "no-element", "gst-inspect"),
        ("videotestsrc ! ! appsink name=appsink", "bad-description", ""),
        ("videotestsrc ! fakesink", "bad-description", "appsink name=appsink"),
        ("videotestsrc speed=5 ! appsink name=appsink", "bad-description", "gst-inspect"),
        ("appsink name=appsink", "bad-description", ""),
        ("", "bad-description", ""),
        ("videotestsrc ! vorbisenc ! appsink name=appsink", "not-negotiated", "converter"),
        (
            "ximagesrc display-name=:9876 ! videoconvert ! x264enc ! appsink name=appsink", "no-display",
            "xdpyinfo"
        ),
        ("videotestsrc is-live=true ! appsink name=appsink", "wrong-codec", "codec"),
    ])
    func `what cannot run says why`(description: String, code: String, hint: String) throws {
        let worker = try started(description, .h264)
        let reason = try failure(of: worker)
        #expect(reason.code.rawValue == code, "\(reason)")
        #expect(hint.isEmpty || reason.hint?.contains(hint) == true, "\(reason)")
        #expect(try worker.exitStatus() == 1)
    }

    @Test func `an element that fails while it runs is named`() throws {
        let broken = x264.replacing(
            "! videoconvert", with: "! identity name=broken error-after=10 ! videoconvert")
        let reason = try failure(of: try started(broken, .h264))
        #expect(reason.text.hasPrefix("identity (broken): "), "\(reason)")
    }

    @Test func `a host of another version is refused`() throws {
        let worker = try EncodeWorker { EncodeRole.run(channel: $0) }
        try worker.send(.hello(Hello(version: workerProtocolVersion + 1)))
        #expect(try failure(of: worker).code == "version-mismatch")
        #expect(try worker.exitStatus() == 1)
    }

    @Test func `nothing is started without a greeting`() throws {
        let worker = try EncodeWorker { EncodeRole.run(channel: $0) }
        try worker.send(.start(EncodeStart(description: x264, codec: .h264)))
        #expect(try failure(of: worker).code == "protocol-error")
    }

    @Test func `a host that does not read in time misses packets up to a keyframe`() throws {
        let fat = x264.replacing("is-live=true", with: "is-live=true pattern=snow")
            .replacing("framerate=30/1", with: "framerate=200/1")
            .replacing("tune=zerolatency", with: "tune=zerolatency pass=quant quantizer=10")
        let worker = try started(fat, .h264)
        _ = try worker.packet(where: \.isKeyframe)
        let isDropping: Void? = worker.channel.outgoing.wait(atMost: EncodeWorker.patience) { queue in
            queue.droppedPackets > 0 ? () : nil
        }
        try #require(isDropping != nil)
        let resumed = try worker.packet { $0.flags.contains(.discontinuity) }
        #expect(resumed.isKeyframe)
        try worker.send(.stop)
        let dropped = try worker.first { output -> Int? in
            guard case .event(.statistics(let statistics)) = output else { return nil }
            return statistics.dropped > 0 ? statistics.dropped : nil
        }
        #expect(dropped > 0)
    }

    @Test func `the worker ends when its host is gone`() throws {
        let worker = try started(x264, .h264)
        _ = try worker.packet()
        worker.hangUp()
        #expect(try worker.exitStatus() == 0)
    }
}
