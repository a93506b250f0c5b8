// SPDX-License-Identifier: Apache-2.0

/// What one expression may spend on matching patterns, so that every text ends in bounded time.
struct Effort {
    /// Steps that are left; five million take some hundredths of a second.
    private var remaining = 5_000_000

    /// Takes some steps; throws when there are none left.
    mutating func spend(_ steps: Int) throws(Fault) {
        remaining -= steps
        if remaining < 0 { throw Fault("this pattern takes too long on this text") }
    }
}
