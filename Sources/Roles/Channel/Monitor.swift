// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A value that threads share and wait on: a mutex and a condition in one.
///
/// Every access takes the lock and wakes the waiters, so a waiter sees each change. Does not serve async code, which
/// must not block its thread. Any thread may call any method.
package final class Monitor<State>: @unchecked Sendable {  // `state` is touched with `mutex` held only
    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init(_ state: sending State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Reads or changes the value and wakes the waiters.
    package func update<Result>(_ body: (inout State) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(mutex)
        }
        return body(&state)
    }

    /// Blocks until `body` returns something; it is asked at once and after each change.
    package func wait<Result>(for body: (inout State) -> Result?) -> Result {
        while true {
            if let result = wait(atMost: nil, for: body) { return result }
        }
    }

    /// As `wait(for:)`, but returns nil once `limit` has passed; a limit of nil is none.
    package func wait<Result>(atMost limit: Duration?, for body: (inout State) -> Result?) -> Result? {
        let deadline = limit.map(Monitor.deadline)
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&state) {
                pthread_cond_broadcast(changed)
                return result
            }
            if let deadline {
                if withUnsafePointer(to: deadline, { pthread_cond_timedwait(changed, mutex, $0) })
                    == ETIMEDOUT
                {
                    return nil
                }
            } else {
                pthread_cond_wait(changed, mutex)
            }
        }
    }

    private static func deadline(after limit: Duration) -> timespec {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let (seconds, attoseconds) = limit.components
        let nanoseconds = now.tv_nsec + Int(attoseconds / 1_000_000_000)
        return timespec(
            tv_sec: now.tv_sec + Int(seconds) + nanoseconds / 1_000_000_000,
            tv_nsec: nanoseconds % 1_000_000_000)
    }
}
