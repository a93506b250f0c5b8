// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Synchronization
import WorkerProtocol

/// Turns the samples of an appsink into packets for the host, on the streaming thread.
///
/// Waits for the host only to tell of a new format; packets that it does not read in time are dropped.
final class PacketForwarder: Sendable {
    private struct State {
        var caps: Caps?
        var statistics = EncodeStatistics()
        var isRefused = false
        var nextComplaint = ContinuousClock.now
    }

    private let codec: Codec
    private let channel: HostChannel
    private let inbox: Inbox<EncodeHappening>
    private let state = Mutex(State())

    init(codec: Codec, channel: HostChannel, inbox: Inbox<EncodeHappening>) {
        self.codec = codec
        self.channel = channel
        self.inbox = inbox
    }

    var statistics: EncodeStatistics {
        state.withLock { $0.statistics }
    }

    /// Sends the sample's packet, and its format before that when it is another than the last one.
    func forward(_ sample: borrowing Sample) {
        let size = sample.size
        guard size > 0, let presentation = sample.presentationTime, announce(sample.caps) else { return }
        let packet = Packet(
            flags: sample.isKeyframe ? .keyframe : [], presentationNanoseconds: presentation,
            decodeNanoseconds: sample.decodeTime ?? presentation, durationNanoseconds: sample.duration ?? 0,
            bytes: sample.bytes())
        let sent = channel.send(stream: 0, packet)
        let complain = state.withLock { state in
            state.statistics.dropped += sent ? 0 : 1
            state.statistics.packets += sent ? 1 : 0
            state.statistics.keyframes += sent && packet.isKeyframe ? 1 : 0
            state.statistics.bytes += sent ? size : 0
            guard !sent, state.nextComplaint <= .now else { return false }
            // The queue may still be full when the keyframe comes, so it is asked for again while packets drop.
            state.nextComplaint = .now + .milliseconds(500)
            return true
        }
        if complain { inbox.postAtOnce(.packetsDropped, important: false) }
    }

    /// Tells the host of a new format; false when the stream is of no use to it.
    private func announce(_ caps: Caps?) -> Bool {
        guard let caps else { return false }
        let isNew = state.withLock { state in
            if let known = state.caps, known.isEqual(to: caps) { return false }
            state.caps = caps
            return true
        }
        guard isNew else { return !state.withLock { $0.isRefused } }
        switch StreamFormat.read(caps, codec: codec) {
        case .success(let format):
            channel.send(EncodeEvent.format(format))
            return true
        case .failure(let reason):
            state.withLock { $0.isRefused = true }
            inbox.postAtOnce(.formatRefused(reason), important: true)
            return false
        }
    }
}
