// SPDX-License-Identifier: Apache-2.0

/// One neutral parameter's way into one property of one stage.
///
/// The value is `parameter × factor × numerator / denominator`, clamped; an exact entry of `map` replaces all
/// of that. It is written through `text`, in place of the property's own value, or behind it when `joins` is
/// set.
public struct Binding: Sendable, Hashable {
    /// An exact neutral value and what is written for it.
    public struct MapEntry: Sendable, Hashable {
        /// The neutral value in text form, before scaling: `0`, `cbr`, `veryfast`.
        public var from: String
        /// What is written.
        public var to: String

        /// Creates an entry.
        public init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// The neutral parameter.
    public var parameter: Parameter
    /// A second neutral parameter to multiply with; nil for none.
    public var factor: Parameter?
    /// Index into the recipe's stages.
    public var stage: Int
    /// The property of that stage's element.
    public var property: String
    /// Multiplies the value; not 0.
    public var numerator: Int64
    /// Divides the product; greater than 0.
    public var denominator: Int64
    /// The least value after scaling.
    public var minimum: Int64
    /// The greatest value after scaling.
    public var maximum: Int64
    /// Exact neutral values and what is written for them, in place of scaling.
    public var map: [MapEntry]
    /// What is written, `{}` standing for the value; empty for the value alone.
    public var text: String
    /// Appends to what the property has from the stage and from earlier bindings, after a `:`.
    public var joins: Bool
    /// The property may change while the encoder runs.
    public var live: Bool
    /// Left out without a word where the element does not have the property or does not take all that `map`
    /// writes. Of two bindings of one property the later wins.
    public var isOptional: Bool

    /// Creates a binding.
    public init(
        parameter: Parameter, factor: Parameter? = nil, stage: Int, property: String, numerator: Int64 = 1,
        denominator: Int64 = 1, minimum: Int64 = .min, maximum: Int64 = .max,
        map: KeyValuePairs<String, String> = [:], text: String = "", joins: Bool = false, live: Bool = false,
        isOptional: Bool = false
    ) {
        self.parameter = parameter
        self.factor = factor
        self.stage = stage
        self.property = property
        self.numerator = numerator
        self.denominator = denominator
        self.minimum = minimum
        self.maximum = maximum
        self.map = map.map { MapEntry(from: $0.key, to: $0.value) }
        self.text = text
        self.joins = joins
        self.live = live
        self.isOptional = isOptional
    }
}
