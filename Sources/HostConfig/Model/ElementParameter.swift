// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// One entry of `gst_params`: a property of the encoder's element, and the value to set.
public struct ElementParameter: Sendable, Hashable {
    /// The property, as the element spells it.
    public var name: String
    /// What to set it to.
    public var value: LiteralValue
    /// Where the value is written.
    public var location: TextLocation?

    public init(name: String, value: LiteralValue, location: TextLocation? = nil) {
        self.name = name
        self.value = value
        self.location = location
    }
}

/// A value as it was written, with what it reads as.
public struct LiteralValue: Sendable, Hashable {
    /// What the text reads as in YAML.
    public enum Kind: Sendable, Hashable {
        case integer(Int)
        case decimal(Double)
        case boolean(Bool)
        case text
    }

    /// The characters as written; of a text in quotes within the value, as neko's expressions have it, the
    /// inside.
    public var text: String
    /// What they read as.
    public var kind: Kind

    public init(text: String, kind: Kind) {
        self.text = text
        self.kind = kind
    }

    /// What a property is set to: whole numbers in plain digits, truth as `true` or `false`, all else as
    /// written.
    ///
    /// Not escaped: that is the pipeline's business.
    public var propertyText: String {
        switch kind {
        case .integer(let value): String(value)
        case .boolean(let value): String(value)
        case .decimal(let value) where value == value.rounded() && abs(value) < 1e15: String(Int(value))
        case .decimal, .text: text
        }
    }
}
