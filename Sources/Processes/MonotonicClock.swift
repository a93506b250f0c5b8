// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The clock that packets are stamped with: `CLOCK_MONOTONIC`, one for all processes of the machine.
public enum MonotonicClock {
    /// Nanoseconds since an arbitrary start.
    public static func nowNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
