// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expressions

/// Collects all that is to be said about one configuration, so that a user sees every fault at once.
///
/// Used by one reader on one thread.
final class FaultLog {
    private var collected: [Diagnostic] = []
    private var dropped = 0
    /// More than this nobody reads, and a hostile file cannot make more.
    private static let limit = 100

    /// Text by text, each in its order, those without a place first.
    var diagnostics: [Diagnostic] {
        var ranks: [ObjectIdentifier: Int] = [:]
        let ordered = collected.enumerated().map { index, diagnostic in
            guard let location = diagnostic.location else { return (key: [-1, 0, index], diagnostic) }
            let rank = ranks[ObjectIdentifier(location.source), default: ranks.count]
            ranks[ObjectIdentifier(location.source)] = rank
            return (key: [rank, location.offset, index], diagnostic)
        }
        let sorted = ordered.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let rest = dropped > 0 ? [Diagnostic(.note, "\(dropped) more are not shown")] : []
        return sorted.map(\.1) + rest
    }

    /// Nothing more is kept: whoever would search for advice can stop.
    var isFull: Bool { collected.count >= Self.limit }

    private(set) var hasErrors = false

    /// What all expressions of the configuration together may spend.
    var effort = Effort()

    func add(_ diagnostic: Diagnostic) {
        if diagnostic.severity == .error { hasErrors = true }
        if isFull { dropped += 1 } else { collected.append(diagnostic) }
    }

    func error(
        _ message: String, at location: TextLocation?, advice: String? = nil, related: [Diagnostic] = []
    ) {
        add(Diagnostic(.error, message, at: location, advice: advice, related: related))
    }

    func warning(_ message: String, at location: TextLocation?, advice: String? = nil) {
        add(Diagnostic(.warning, message, at: location, advice: advice))
    }
}
