// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Glibc
import Media
import Testing
import WorkerProtocol

@testable import Roles

private typealias MuxWorker = WorkerUnderTest<MuxCommand, MuxEvent>

/// A folder of its own, gone when the test is.
private final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/serval-mux-XXXXXX".utf8CString)
        path = String(cString: try #require(mkdtemp(&template)))
    }

    deinit {
        for name in ["out.mkv", "out.mp4", "out.webm", "out.h264"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}

/// Half a second of a test picture, as an encode worker delivers it.
private func encoded(_ codec: Codec) throws -> (format: StreamFormat, packets: [Packet]) {
    let encoder = codec == .vp8 ? "vp8enc deadline=1" : "x264enc tune=zerolatency ! h264parse"
    let worker = try WorkerUnderTest<EncodeCommand, EncodeEvent> { EncodeRole.run(channel: $0) }
    let source = "videotestsrc num-buffers=15 ! video/x-raw,format=I420,width=320,height=240,framerate=30/1"
    try worker.send(.hello(Hello()))
    try worker.send(
        .start(EncodeStart(description: "\(source) ! \(encoder) ! appsink name=appsink", codec: codec)))
    var format: StreamFormat?
    var packets: [Packet] = []
    try worker.first { output -> Void? in
        switch output {
        case .event(.format(let announced)): format = announced
        case .packet(let packet): packets.append(packet)
        case .event(.ended): return ()
        case .event: break
        }
        return nil
    }
    return (try #require(format), packets)
}

private func outcome(of worker: MuxWorker) throws -> Reason? {
    try worker.first { output -> Reason?? in
        switch output {
        case .event(.finished): .some(nil)
        case .event(.failed(let reason)): .some(reason)
        case .event(.hello), .packet: nil
        }
    }
}

private func started(_ format: StreamFormat, _ path: String) throws -> MuxWorker {
    let worker = try MuxWorker { MuxRole.run(channel: $0) }
    try worker.send(.hello(Hello()))
    try worker.send(.start(format: format, path: path))
    return worker
}

/// The presentation times in a file, as GStreamer plays it.
private func times(in path: String) throws -> [Int64] {
    let reading = Monitor<(times: [Int64], isOver: Bool)>(([], false))
    let pipeline = try Pipeline(
        parsing: "filesrc location=\(path) ! parsebin ! appsink name=appsink sync=false")
    let sink = try #require(pipeline.element(named: "appsink").flatMap(AppSink.init))
    sink.onSample { sample in
        let time = sample.presentationTime ?? -1
        reading.update { $0.times.append(time) }
    }
    pipeline.onMessage { message in
        switch message {
        case .endOfStream, .error: reading.update { $0.isOver = true }
        default: break
        }
    }
    try pipeline.setState(.playing)
    let all = reading.wait(atMost: MuxWorker.patience) { $0.isOver ? $0.times : nil }
    return try #require(all).map { $0 - pipeline.baseTime }
}

@Suite struct MuxRoleTests {
    @Test(arguments: [
        ("out.mkv", Codec.h264), ("out.mp4", .h264), ("out.mkv", .vp8), ("out.webm", .vp8),
    ])
    func `a file holds every packet, from time 0 on`(name: String, codec: Codec) throws {
        let folder = try TemporaryFolder()
        let (format, packets) = try encoded(codec)
        let worker = try started(format, "\(folder.path)/\(name)")
        for packet in packets { try worker.send(frame: .packet(stream: 0, packet)) }
        try worker.send(.finish)
        #expect(try outcome(of: worker) == nil)
        #expect(try worker.exitStatus() == 0)
        let times = try times(in: "\(folder.path)/\(name)")
        #expect(times.count == 15)
        // Matroska rounds to milliseconds.
        #expect(times.first == 0 && abs((times.last ?? 0) - 14 * 33_333_333) < 2_000_000, "\(times)")
    }

    @Test func `an elementary stream is written as it is`() throws {
        let folder = try TemporaryFolder()
        let (format, packets) = try encoded(.h264)
        let worker = try started(format, "\(folder.path)/out.h264")
        for packet in packets { try worker.send(frame: .packet(stream: 0, packet)) }
        try worker.send(.finish)
        #expect(try outcome(of: worker) == nil)
        var status = stat()
        try #require(stat("\(folder.path)/out.h264", &status) == 0)
        #expect(Int(status.st_size) >= packets.reduce(0) { $0 + $1.bytes.count } - 16 * packets.count)
    }

    @Test func `packets before the first keyframe are left out`() throws {
        let folder = try TemporaryFolder()
        let (format, packets) = try encoded(.vp8)
        let worker = try started(format, "\(folder.path)/out.mkv")
        for packet in packets[5...] + packets { try worker.send(frame: .packet(stream: 0, packet)) }
        try worker.send(.finish)
        #expect(try outcome(of: worker) == nil)
        #expect(try times(in: "\(folder.path)/out.mkv").count == 15)
    }

    @Test func `a host that goes away leaves a whole file`() throws {
        let folder = try TemporaryFolder()
        let (format, packets) = try encoded(.vp8)
        let worker = try started(format, "\(folder.path)/out.mkv")
        for packet in packets { try worker.send(frame: .packet(stream: 0, packet)) }
        worker.hangUp()
        #expect(try worker.exitStatus() == 0)
        #expect(try times(in: "\(folder.path)/out.mkv").count == 15)
    }

    @Test(arguments: [
        ("/tmp/serval-no-such-folder/out.mkv", Codec.h264, "cannot-write", "folder"),
        ("/tmp/out.webm", .h264, "container-mismatch", ".mkv"),
        ("/tmp/out.mp4", .vp8, "container-mismatch", ".mkv"),
        ("/tmp/out.avi", .vp8, "unknown-container", ".webm"),
        ("/tmp.x/out", .vp8, "unknown-container", ".mkv"),
    ])
    func `a file that cannot be says why`(path: String, codec: Codec, code: String, hint: String) throws {
        let format = StreamFormat(
            codec: codec, caps: "video/x-\(codec.rawValue)", resolution: Resolution(width: 320, height: 240),
            rate: FrameRate(30))
        let worker = try started(format, path)
        let reason = try #require(try outcome(of: worker))
        #expect(reason.code.rawValue == code, "\(reason)")
        #expect(reason.hint?.contains(hint) == true, "\(reason)")
        #expect(try worker.exitStatus() == 1)
    }

    @Test func `a file without a packet is a failure`() throws {
        let folder = try TemporaryFolder()
        let format = StreamFormat(
            codec: .vp8, caps: "video/x-vp8,width=320,height=240,framerate=30/1",
            resolution: Resolution(width: 320, height: 240), rate: FrameRate(30))
        let worker = try started(format, "\(folder.path)/out.mkv")
        try worker.send(.finish)
        #expect(try outcome(of: worker)?.code == "no-packets")
    }
}
