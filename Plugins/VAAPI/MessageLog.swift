// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Keeps what libva says, which it would write to stderr otherwise; drivers may say it on any thread.
final class MessageLog: Sendable {
    /// More than libva says while it tries every driver; what comes later is dropped.
    private static let capacity = 32
    private let kept = Mutex<[String]>([])

    /// All messages so far, without their line ends.
    var messages: [String] { kept.withLock { $0 } }

    /// Keeps a message while there is room.
    func append(_ message: String) {
        let text = message.last == "\n" ? String(message.dropLast()) : message
        kept.withLock { if $0.count < Self.capacity { $0.append(text) } }
    }
}
