// SPDX-License-Identifier: Apache-2.0
import Media

/// Bitrate and frame rate over the last whole seconds of a stream. A pure value.
public struct RateMeter: Sendable {
    private var second: Int64 = 0
    private var current = (bytes: 0, packets: 0)
    private var last = (bytes: 0, packets: 0)

    public init() {}

    public mutating func count(_ packet: Packet, atNanoseconds now: Int64) {
        roll(to: now)
        current.bytes += packet.bytes.count
        current.packets += 1
    }

    /// kbit/s and frames/s of the last whole second; zero when nothing came in it.
    public mutating func rates(atNanoseconds now: Int64) -> (bitrateKbps: Double, framesPerSecond: Double) {
        roll(to: now)
        return (Double(last.bytes) * 8 / 1000, Double(last.packets))
    }

    private mutating func roll(to now: Int64) {
        let nowSecond = now / 1_000_000_000
        guard nowSecond != second else { return }
        last = nowSecond == second + 1 ? current : (0, 0)
        current = (0, 0)
        second = nowSecond
    }
}
