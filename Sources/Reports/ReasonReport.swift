// SPDX-License-Identifier: Apache-2.0
import Media

/// A reason as the contract prints it; `hint` is null where there is nothing to do.
public struct ReasonReport: Codable, Sendable, Hashable {
    public var code: String
    public var text: String
    @ExplicitNull public var hint: String?

    public init(_ reason: Reason) {
        code = reason.code.rawValue
        text = reason.text
        hint = reason.hint
    }
}
