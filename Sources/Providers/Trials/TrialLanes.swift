// SPDX-License-Identifier: Apache-2.0
import Media

/// Lets one trial at a time into each lane; who comes later waits for its turn.
actor TrialLanes {
    /// What must not be measured side by side: all software, or one device.
    struct Lane: Sendable, Hashable {
        private let name: String

        init(of subject: TrialSubject) { name = subject.kind == .software ? "" : subject.device }
    }

    private var occupied: Set<Lane> = []
    private(set) var waiting: [Lane: [CheckedContinuation<Void, Never>]] = [:]

    /// Waits for the lane to be free, and takes it; `leave` must follow.
    func enter(_ lane: Lane) async {
        guard !occupied.insert(lane).inserted else { return }
        await withCheckedContinuation { waiting[lane, default: []].append($0) }
    }

    /// Hands the lane to whoever has waited longest.
    func leave(_ lane: Lane) {
        guard var queue = waiting[lane], !queue.isEmpty else {
            occupied.remove(lane)
            return
        }
        let next = queue.removeFirst()
        waiting[lane] = queue
        next.resume()
    }
}
