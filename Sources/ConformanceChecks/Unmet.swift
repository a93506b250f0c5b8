// SPDX-License-Identifier: Apache-2.0
import Media

/// Why a check does not pass.
enum Unmet: Error {
    /// What it is about does not hold.
    case broken(String)
    /// There is nothing here to check it with.
    case notApplicable(String)
}

extension Unmet {
    /// What Serval's own reader says of a record or a table.
    init(_ reason: Reason) { self = .broken(reason.text) }
}

/// Goes on only when this holds.
func expect(_ holds: Bool, _ otherwise: @autoclosure () -> String) throws(Unmet) {
    guard holds else { throw .broken(otherwise()) }
}
