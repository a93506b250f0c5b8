// SPDX-License-Identifier: Apache-2.0

/// What one expression, or many together, may spend on patterns and on joining texts, so that every text ends in
/// bounded time.
public struct Effort: Sendable {
    /// Five million take some hundredths of a second.
    private var remaining = 5_000_000

    public init() {}

    /// Takes some steps; throws when there are none left.
    mutating func spend(_ steps: Int) throws(Fault) {
        remaining -= steps
        if remaining < 0 { throw Fault("this takes too many steps to calculate") }
    }
}
