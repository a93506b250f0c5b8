// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// One entry of `gst_params`: a property of the encoder's element, and the value to set.
public struct ElementParameter: Sendable, Hashable {
    /// The property, as the element spells it.
    public var name: String
    /// What to set it to.
    public var value: ConfiguredExpression
    /// Where the name is written; nil for a default.
    public var nameLocation: TextLocation?

    public init(name: String, value: ConfiguredExpression, nameLocation: TextLocation? = nil) {
        self.name = name
        self.value = value
        self.nameLocation = nameLocation
    }
}
