// SPDX-License-Identifier: Apache-2.0
import Media
import Synchronization

/// One stream's packets to all its subscribers; a slow subscriber loses packets alone. Safe from any thread.
public final class PacketFanout: Sendable {
    private struct State {
        var subscriptions: [Int: Subscription] = [:]
        var audiences: [Int: Int] = [:]
        var nextID = 0
        var format: StreamFormat?
    }

    private let state = Mutex(State())
    private let onAudience: @Sendable (Int) -> Void
    private let onKeyframeNeeded: @Sendable () -> Void

    /// - Parameters:
    ///   - onAudience: called with the new sum whenever the audience changes.
    ///   - onKeyframeNeeded: a subscriber cannot go on without a keyframe; may be called often.
    public init(
        onAudience: @escaping @Sendable (Int) -> Void, onKeyframeNeeded: @escaping @Sendable () -> Void
    ) {
        self.onAudience = onAudience
        self.onKeyframeNeeded = onKeyframeNeeded
    }

    /// How many people watch, over all subscribers.
    public var audience: Int { state.withLock { $0.audiences.values.reduce(0, +) } }

    /// A new subscriber; it counts for nothing until it says its audience.
    public func subscribe(capacity: SubscriberBuffer.Capacity = .standard) -> Subscription {
        let (subscription, format) = state.withLock { state in
            let id = state.nextID
            state.nextID += 1
            let subscription = Subscription(
                capacity: capacity, onAudience: { [weak self] in self?.setAudience($0, of: id) },
                onCancel: { [weak self] in self?.remove(id) })
            state.subscriptions[id] = subscription
            return (subscription, state.format)
        }
        if let format {
            subscription.offer(format)
            onKeyframeNeeded()
        }
        return subscription
    }

    public func publish(_ format: StreamFormat) {
        let all = state.withLock { state in
            state.format = format
            return Array(state.subscriptions.values)
        }
        for subscription in all { subscription.offer(format) }
    }

    public func publish(_ packet: Packet) {
        let all = state.withLock { Array($0.subscriptions.values) }
        var needsKeyframe = false
        for subscription in all where subscription.offer(packet) == .needsKeyframe { needsKeyframe = true }
        if needsKeyframe { onKeyframeNeeded() }
    }

    /// The stream stopped: a later subscriber must not get a stale format.
    public func forgetFormat() { state.withLock { $0.format = nil } }

    private func setAudience(_ count: Int, of id: Int) {
        let sum = state.withLock { state in
            guard state.subscriptions[id] != nil else { return Int?.none }
            state.audiences[id] = count
            return state.audiences.values.reduce(0, +)
        }
        if let sum { onAudience(sum) }
    }

    private func remove(_ id: Int) {
        let sum = state.withLock { state in
            state.subscriptions[id] = nil
            state.audiences[id] = nil
            return state.audiences.values.reduce(0, +)
        }
        onAudience(sum)
    }
}
