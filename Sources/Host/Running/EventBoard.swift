// SPDX-License-Identifier: Apache-2.0
import Reports
import Synchronization

/// Host events to everyone who listens; a listener that does not read loses its oldest.
final class EventBoard: Sendable {
    private struct State {
        var listeners: [Int: AsyncStream<HostEvent>.Continuation] = [:]
        var nextID = 0
    }

    private let state = Mutex(State())

    func post(_ event: HostEvent) {
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.yield(event) }
    }

    /// Events from now on, until the reader stops.
    func listen() -> AsyncStream<HostEvent> {
        let (events, continuation) = AsyncStream.makeStream(of: HostEvent.self, bufferingPolicy: .bufferingNewest(64))
        let id = state.withLock { state in
            state.nextID += 1
            state.listeners[state.nextID] = continuation
            return state.nextID
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: id) }
        }
        return events
    }

    func finish() {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}
