// SPDX-License-Identifier: Apache-2.0

/// One parameter that a native encoder takes.
public struct ParameterDescription: Sendable, Hashable {
    /// The type of the value, its range, and what it is when nobody asks.
    public enum Values: Sendable, Hashable {
        /// A whole number; any when the range is nil.
        case integer(ClosedRange<Int64>? = nil, default: Int64)
        /// On or off.
        case toggle(default: Bool)
        /// One of these; the first is the default.
        case choice([String])
        /// Any text.
        case text(default: String = "")
    }

    /// A neutral parameter, or one of the provider's own: `com.example.sharpness`.
    public var parameter: Parameter
    /// The type of the value, its range, and its default.
    public var values: Values
    /// For people; may be empty.
    public var label: String
    /// One sentence for people; may be empty.
    public var help: String
    /// Of the number, for people: `kbit/s`; may be empty.
    public var unit: String
    /// It may change while a session is open: the session's `reconfigure` takes it.
    public var isLive: Bool
    /// For people who know the encoder.
    public var isAdvanced: Bool

    /// Creates a description.
    public init(
        _ parameter: Parameter, _ values: Values, label: String = "", help: String = "", unit: String = "",
        isLive: Bool = false, isAdvanced: Bool = false
    ) {
        self.parameter = parameter
        self.values = values
        self.label = label
        self.help = help
        self.unit = unit
        self.isLive = isLive
        self.isAdvanced = isAdvanced
    }
}
