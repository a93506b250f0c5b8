// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Runs blocking work on a thread of its own, so that it never holds up Swift's cooperative threads.
public enum BlockingThread {
    /// Runs `body` on a new thread and suspends until it returns.
    public static func run<R: Sendable>(_ body: @escaping @Sendable () -> R) async -> R {
        await withCheckedContinuation { continuation in
            let work = Work { continuation.resume(returning: body()) }
            var thread = pthread_t()
            let retained = Unmanaged.passRetained(work)
            let error = pthread_create(
                &thread, nil,
                { argument in
                    if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                    return nil
                }, retained.toOpaque())
            if error == 0 {
                pthread_detach(thread)
            } else {
                // Out of threads: do it here rather than not at all.
                retained.takeRetainedValue().body()
            }
        }
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
