// SPDX-License-Identifier: Apache-2.0

/// Limits what is sent again to a viewer: on a link slower than the stream, retransmissions without limit
/// take all of it and nothing recovers (measured). A token bucket, pure; times are nanoseconds of
/// `CLOCK_MONOTONIC`.
struct RetransmissionBudget: Sendable {
    private let perSecond: Double
    private let burst: Double
    private var tokens: Double
    private var last: Int64?

    init(perSecond: Double = 40, burst: Double = 40) {
        self.perSecond = perSecond
        self.burst = burst
        tokens = burst
    }

    /// Whether one more packet may be sent again.
    mutating func spend(atNanoseconds now: Int64) -> Bool {
        let elapsed = Double(max(0, now - (last ?? now))) / 1e9
        last = now
        tokens = min(burst, tokens + elapsed * perSecond)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
