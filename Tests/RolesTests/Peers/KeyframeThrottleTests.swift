// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Roles

@Suite struct KeyframeThrottleTests {
    private let start: Int64 = 1_000_000_000_000
    private let millisecond: Int64 = 1_000_000

    @Test func `the first request passes at once`() {
        var throttle = KeyframeThrottle()
        #expect(throttle.deadline == nil)
        #expect(throttle.request(atNanoseconds: start) == true)
        #expect(throttle.deadline == nil)
    }

    @Test func `requests within the interval are joined into one at its end`() {
        var throttle = KeyframeThrottle(interval: .milliseconds(300))
        _ = throttle.request(atNanoseconds: start)
        #expect(throttle.request(atNanoseconds: start + 100 * millisecond) == false)
        #expect(throttle.request(atNanoseconds: start + 200 * millisecond) == false)
        #expect(throttle.deadline == start + 300 * millisecond)
        #expect(throttle.fire(atNanoseconds: start + 299 * millisecond) == false)
        #expect(throttle.fire(atNanoseconds: start + 300 * millisecond) == true)
        #expect(
            throttle.fire(atNanoseconds: start + 900 * millisecond) == false, "nothing is pending any more")
    }

    @Test func `the interval counts from the trailing request as well`() {
        var throttle = KeyframeThrottle(interval: .milliseconds(300))
        _ = throttle.request(atNanoseconds: start)
        _ = throttle.request(atNanoseconds: start + millisecond)
        _ = throttle.fire(atNanoseconds: start + 300 * millisecond)
        #expect(throttle.request(atNanoseconds: start + 400 * millisecond) == false)
        #expect(throttle.deadline == start + 600 * millisecond)
        #expect(throttle.request(atNanoseconds: start + 600 * millisecond) == true)
    }

    @Test func `a keyframe answers what was pending`() {
        var throttle = KeyframeThrottle()
        _ = throttle.request(atNanoseconds: start)
        _ = throttle.request(atNanoseconds: start + millisecond)
        throttle.keyframePassed()
        #expect(throttle.deadline == nil)
        #expect(throttle.fire(atNanoseconds: start + 400 * millisecond) == false)
        #expect(throttle.request(atNanoseconds: start + 400 * millisecond) == true)
    }
}
