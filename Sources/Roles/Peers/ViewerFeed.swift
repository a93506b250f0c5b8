// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Processes
import Synchronization

/// The way of packets into one viewer's pipeline. Any thread; never waits.
final class ViewerFeed: Sendable {
    private struct State {
        var gate = ViewerGate()
        var signs = ViewerSigns()
    }

    /// A second of a good picture; beyond that the viewer is better served by the next keyframe.
    static let limitBytes = 1 << 20

    private let source: AppSource
    private let state = Mutex(State())

    init(_ source: AppSource) { self.source = source }

    /// What is pushed from now on is of this format, and begins with a keyframe.
    func setCaps(_ caps: Caps) {
        state.withLock { $0.gate.interrupt() }
        source.setCaps(caps)
    }

    /// The viewer can receive.
    func connect() { state.withLock { $0.gate.connect() } }

    /// The viewer was heard of.
    func heard() {
        let now = MonotonicClock.nowNanoseconds()
        state.withLock { $0.signs.heard(atNanoseconds: now) }
    }

    var signs: ViewerSigns { state.withLock { $0.signs } }

    /// Packets that were dropped because the viewer did not keep up.
    var overflowed: Int { state.withLock { $0.gate.overflowed } }

    /// Takes the packet or drops it. Only one thread feeds.
    ///
    /// - Parameter buffer: The packet's buffer, shared by all viewers; made when the first needs it.
    /// - Returns: False when the viewer now needs a keyframe.
    func feed(_ packet: Packet, _ buffer: () -> Buffer?) -> Bool {
        let level = source.levelBytes
        let fits = level == 0 || level + packet.bytes.count <= ViewerFeed.limitBytes
        let now = MonotonicClock.nowNanoseconds()
        let verdict = state.withLock { state in
            let verdict = state.gate.judge(packet, fits: fits)
            if verdict == .feed { state.signs.fed(atNanoseconds: now) }
            return verdict
        }
        if verdict == .feed, let buffer = buffer() { source.push(buffer) }
        return verdict != .dropAndAsk
    }
}
