// SPDX-License-Identifier: Apache-2.0
import Glibc
import Processes

/// A point in time that waiting ends at.
struct Deadline {
    private let nanoseconds: Int64

    init(seconds: Double) {
        nanoseconds = MonotonicClock.nowNanoseconds() + Int64(seconds * 1e9)
    }

    /// Zero once it has passed.
    var millisecondsLeft: Int32 {
        Int32(clamping: max(0, (nanoseconds - MonotonicClock.nowNanoseconds()) / 1_000_000))
    }

    var hasPassed: Bool { millisecondsLeft == 0 }
}

/// Asks again and again until the answer is not nil; blocks the calling thread.
///
/// - Throws: `FixtureError` that says what was waited for, and whatever `answer` throws.
func wait<Answer>(
    for what: String, seconds: Double = 15, answer: () throws -> Answer?
) throws -> Answer {
    let deadline = Deadline(seconds: seconds)
    while true {
        if let answer = try answer() { return answer }
        guard !deadline.hasPassed else { throw FixtureError("waited \(seconds) s for \(what)") }
        poll(nil, 0, 20)
    }
}

/// Waits until a condition holds.
func wait(until what: String, seconds: Double = 15, condition: () throws -> Bool) throws {
    try wait(for: what, seconds: seconds) { try condition() ? () : nil }
}
