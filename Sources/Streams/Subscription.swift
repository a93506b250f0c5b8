// SPDX-License-Identifier: Apache-2.0
import Media
import Synchronization

/// One subscriber's way to a stream: an asynchronous sequence of batches, read by one task.
///
/// Ends when the stream ends or `cancel()` is called. The audience is how many people are behind this subscriber; a
/// stream runs while the sum over its subscribers is above zero.
public final class Subscription: AsyncSequence, Sendable {
    public typealias Element = [StreamElement]

    private struct State {
        var buffer: SubscriberBuffer
        var reader: CheckedContinuation<[StreamElement]?, Never>?
        var hasEnded = false
    }

    private let state: Mutex<State>
    private let onCancel: @Sendable () -> Void
    private let onAudience: @Sendable (Int) -> Void

    init(
        capacity: SubscriberBuffer.Capacity, onAudience: @escaping @Sendable (Int) -> Void,
        onCancel: @escaping @Sendable () -> Void
    ) {
        state = Mutex(State(buffer: SubscriberBuffer(capacity: capacity)))
        self.onAudience = onAudience
        self.onCancel = onCancel
    }

    /// Packets that this subscriber did not get because it was slow, or was waiting for a keyframe.
    public var dropped: Int { state.withLock { $0.buffer.dropped } }

    /// Says how many people watch through this subscriber.
    public func setAudience(_ count: Int) { onAudience(count) }

    /// Ends the sequence and leaves the stream.
    public func cancel() {
        end()
        onCancel()
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        let subscription: Subscription

        /// Everything that waits; suspends while nothing does; nil at the end or when the task is cancelled.
        public mutating func next() async -> [StreamElement]? { await subscription.next() }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(subscription: self) }

    func offer(_ format: StreamFormat) {
        wake { $0.append(format) }
    }

    func offer(_ packet: Packet) -> SubscriberBuffer.Outcome {
        var outcome = SubscriberBuffer.Outcome.dropped
        wake { outcome = $0.append(packet) }
        return outcome
    }

    func end() {
        let reader = state.withLock { state in
            state.hasEnded = true
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: nil)
    }

    private func wake(_ change: (inout SubscriberBuffer) -> Void) {
        let (reader, batch) = state.withLock { state in
            guard !state.hasEnded else {
                return (CheckedContinuation<[StreamElement]?, Never>?.none, [StreamElement]())
            }
            change(&state.buffer)
            guard let reader = state.reader else { return (nil, []) }
            let batch = state.buffer.takeAll()
            guard !batch.isEmpty else { return (nil, []) }
            state.reader = nil
            return (reader, batch)
        }
        reader?.resume(returning: batch)
    }

    private func next() async -> [StreamElement]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready: [StreamElement]?? = state.withLock { state in
                    let batch = state.buffer.takeAll()
                    if !batch.isEmpty { return .some(batch) }
                    if state.hasEnded { return .some(nil) }
                    precondition(state.reader == nil, "a subscription has one reader")
                    state.reader = continuation
                    return .none
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            end()
        }
    }
}
