// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A thread for what blocks: reading or writing the channel.
///
/// Threads are never joined: the process ends by `_exit` when its role returns.
package enum WorkerThread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs `body` on a thread of its own.
    ///
    /// A machine that gives no further thread cannot run a worker: the process ends with status 71.
    package static func start(_ body: @escaping @Sendable () -> Void) {
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard status == 0 else {
            Log.write("no further thread: \(String(cString: strerror(status)))")
            _exit(71)
        }
        pthread_detach(thread)
    }
}
