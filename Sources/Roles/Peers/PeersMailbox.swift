// SPDX-License-Identifier: Apache-2.0
import Media
import WorkerProtocol

/// Something that the sessions' thread has to deal with.
enum PeersSignal: Sendable {
    case command(PeersCommand)
    /// The stream has this codec from now on.
    case streamChanged(stream: UInt32, Codec)
    case keyframePassed(stream: UInt32)
    case viewer(session: String, ViewerSignal)
    /// The viewer's pipeline is stopped and released.
    case released(session: String)
    /// The host is gone, or does not speak the protocol.
    case hostGone
}

/// What a viewer's pipeline reports, from whichever of its threads.
enum ViewerSignal: Sendable {
    case remoteSet(failure: String?)
    case answerMade(ViewerAnswer)
    case localSet(failure: String?)
    /// A candidate was found, or gathering is complete.
    case gathered
    case connectionChanged
    case transportChanged
    case latencyChanged
    case failed(String)
}

/// What waits for the sessions' thread. Keyframe requests are a set, so that a flood of them stays small.
struct PeersMailbox: Sendable {
    /// Commands wait beyond this: the host then feels it.
    static let commandLimit = 1024

    var signals: [PeersSignal] = []
    var streamsWithoutKeyframe: Set<UInt32> = []

    /// Everything that waits; nil when nothing does.
    mutating func takeAll() -> PeersMailbox? {
        guard !signals.isEmpty || !streamsWithoutKeyframe.isEmpty else { return nil }
        defer { self = PeersMailbox() }
        return self
    }
}

extension Monitor<PeersMailbox> {
    /// Any thread; does not wait.
    func post(_ signal: PeersSignal) { update { $0.signals.append(signal) } }

    /// A viewer of the stream cannot go on without a keyframe. Any thread; does not wait.
    func askForKeyframe(of stream: UInt32) { update { _ = $0.streamsWithoutKeyframe.insert(stream) } }

    /// Waits while too much is waiting already.
    func post(command: PeersCommand) {
        wait { mailbox -> Void? in
            guard mailbox.signals.count < PeersMailbox.commandLimit else { return nil }
            mailbox.signals.append(.command(command))
            return ()
        }
    }
}
