// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Glibc
import Media
import Processes
import WorkerProtocol

@testable import Roles

/// The host's side of a peers worker that runs in this process, with a real encoder.
final class PeersHost: Sendable {
    private let pair: SocketPair
    private let channel: HostChannel
    private let events = Monitor<[PeersEvent]>([])
    private let encoder = Monitor<Pipeline?>(nil)
    private let status = Monitor<Int32?>(nil)

    /// - Parameter hello: What the host begins with; nil for nothing.
    init(hello: PeersCommand? = .hello(Hello())) throws {
        try Runtime.initialise()
        pair = try SocketPair()
        channel = HostChannel(descriptor: pair.host)
        WorkerThread.start { [status, worker = pair.worker] in
            let result = PeersRole.run(channel: HostChannel(descriptor: worker))
            status.update { $0 = result }
        }
        WorkerThread.start { [channel, events, encoder] in
            while case .message(let body)? = try? channel.nextFrame() {
                guard let event = try? Frame.decode(PeersEvent.self, from: body) else { continue }
                if case .keyframeWanted = event {
                    encoder.update { $0 }?.element(named: "encoder")?.pad("src")?.send(
                        .forceKeyUnit(allHeaders: true, count: 0))
                }
                events.update { $0.append(event) }
            }
        }
        if let hello { send(hello) }
    }

    deinit { encoder.update { $0 = nil } }

    func send(_ command: PeersCommand) { channel.send(command) }

    /// The first event, past or to come, for which `match` returns something.
    func wait<Match>(atMost limit: Duration = .seconds(20), _ match: (PeersEvent) -> Match?) -> Match? {
        events.wait(atMost: limit) { $0.lazy.compactMap(match).first }
    }

    func count(_ match: (PeersEvent) -> Bool) -> Int { events.update { $0.count(where: match) } }

    /// Ends the channel; the worker's exit status, nil when it does not end.
    func hangUp() -> Int32? {
        encoder.update { $0 = nil }
        shutdown(pair.host, Int32(SHUT_RDWR))
        return status.wait(atMost: .seconds(10)) { $0 }
    }

    /// The exit status of a worker that ends by itself.
    func exitStatus() -> Int32? { status.wait(atMost: .seconds(20)) { $0 } }

    private static let encoders: [Codec: String] = [
        .vp8: "vp8enc name=encoder deadline=1 cpu-used=16 lag-in-frames=0 keyframe-max-dist=100000",
        .vp9: "vp9enc name=encoder deadline=1 cpu-used=8 lag-in-frames=0 keyframe-max-dist=100000",
        .h264:
            "x264enc name=encoder tune=zerolatency speed-preset=ultrafast key-int-max=100000 byte-stream=true ! "
            + "video/x-h264,profile=constrained-baseline,stream-format=byte-stream,alignment=au",
    ]

    /// Encodes a moving picture into stream 1.
    func startStream(_ codec: Codec) throws {
        let pipeline = try Pipeline(
            parsing: "videotestsrc is-live=true pattern=ball "
                + "! video/x-raw,format=I420,width=160,height=120,framerate=30/1 "
                + "! \(PeersHost.encoders[codec] ?? "") ! appsink name=appsink sync=false")
        pipeline.useMonotonicClock()
        pipeline.fixBaseTime(0)
        let isFirst = Monitor(true)
        guard let sink = pipeline.element(named: "appsink").flatMap(AppSink.init) else {
            throw Reason("test", "there is no appsink")
        }
        sink.onSample { [channel] sample in
            if isFirst.update({ first in
                defer { first = false }
                return first
            }) {
                channel.send(PeersCommand.format(stream: 1, PeersHost.format(codec, sample.caps?.text ?? "")))
            }
            let time = sample.presentationTime ?? 0
            channel.send(
                stream: 1,
                Packet(
                    flags: sample.isKeyframe ? .keyframe : [], presentationNanoseconds: time,
                    decodeNanoseconds: time, durationNanoseconds: sample.duration ?? 0, bytes: sample.bytes())
            )
        }
        encoder.update { $0 = pipeline }
        try pipeline.setState(.playing)
    }

    static func format(_ codec: Codec, _ caps: String) -> StreamFormat {
        StreamFormat(
            codec: codec, caps: caps, resolution: Resolution(width: 160, height: 120), rate: FrameRate(30))
    }

    /// Lets the viewer join stream 1, up to the connection.
    func join(_ viewer: TestViewer, _ codec: Codec, session: String) throws {
        send(.offer(ViewerOffer(session: session, stream: 1, codec: codec, sdp: try viewer.offer())))
        let answer = wait { event -> Result<String, Reason>? in
            switch event {
            case .answered(session, let sdp): .success(sdp)
            case .refused(session, let reason): .failure(reason)
            default: nil
            }
        }
        guard let answer else { throw Reason("test", "the offer is not answered") }
        try viewer.accept(answer: answer.get())
        guard wait({ $0 == .connected(session: session) ? () : nil }) != nil else {
            throw Reason("test", "the viewer does not connect")
        }
    }
}
