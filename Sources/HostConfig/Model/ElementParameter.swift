// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// One entry of `gst_params`: a property of the encoder's element, and the value to set.
public struct ElementParameter: Sendable, Hashable {
    /// The property, as the element spells it.
    public var name: String
    /// What to set it to.
    public var value: ConfiguredExpression

    public init(name: String, value: ConfiguredExpression) {
        self.name = name
        self.value = value
    }
}
