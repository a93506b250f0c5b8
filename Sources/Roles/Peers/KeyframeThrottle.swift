// SPDX-License-Identifier: Apache-2.0

/// Spaces one stream's keyframe requests: the first passes at once, those that follow within the interval are
/// joined into one at its end (a trailing edge: without it, who joins within the interval would wait for the
/// next natural keyframe). A pure state machine; times are nanoseconds of `CLOCK_MONOTONIC`.
struct KeyframeThrottle: Sendable {
    let intervalNanoseconds: Int64
    private var lastAsked: Int64?
    private var isPending = false

    init(interval: Duration = .milliseconds(300)) {
        intervalNanoseconds = interval.nanoseconds
    }

    /// Someone needs a keyframe.
    ///
    /// - Returns: True when the encoder is to be asked now; else it is due at `deadline`.
    mutating func request(atNanoseconds now: Int64) -> Bool {
        isPending = true
        return fire(atNanoseconds: now)
    }

    /// When to call `fire`; nil when nothing is pending.
    var deadline: Int64? { isPending ? (lastAsked ?? .min) &+ intervalNanoseconds : nil }

    /// - Returns: True when a request is pending and the encoder is to be asked now.
    mutating func fire(atNanoseconds now: Int64) -> Bool {
        guard isPending else { return false }
        if let lastAsked, now - lastAsked < intervalNanoseconds { return false }
        isPending = false
        lastAsked = now
        return true
    }

    /// A keyframe went out to all: what was pending is answered. Who missed it asks again.
    mutating func keyframePassed() { isPending = false }
}

extension Duration {
    /// Whole nanoseconds; the durations in use are seconds at most.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
