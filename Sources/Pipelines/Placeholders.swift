// SPDX-License-Identifier: Apache-2.0

/// A user's whole description with every `{display}` replaced (neko replaces the first only).
///
/// - Parameter display: nil leaves the placeholder, for a machine without a display.
public func fillPlaceholders(in description: String, display: String?) -> String {
    guard let display else { return description }
    return description.replacing("{display}", with: display)
}
