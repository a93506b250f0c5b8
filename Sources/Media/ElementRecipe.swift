// SPDX-License-Identifier: Apache-2.0

/// How to encode with a GStreamer element, as typed data: the stages from raw frames to finished packets, and which
/// property of which stage each neutral parameter sets. Mirrors `serval_recipe` of the ABI.
public struct ElementRecipe: Codable, Sendable, Hashable {
    public struct Property: Codable, Sendable, Hashable {
        public var name: String
        /// The value as GStreamer reads it from text, before any escaping.
        public var value: String
        /// Left out without a word where the element lacks it or does not take the value.
        public var isOptional: Bool

        public init(name: String, value: String, isOptional: Bool = false) {
            self.name = name
            self.value = value
            self.isOptional = isOptional
        }
    }

    public struct Stage: Codable, Sendable, Hashable {
        public enum Kind: String, Codable, Sendable { case caps, converter, encoder, parser }
        public var kind: Kind
        /// The element factory; empty for caps.
        public var factory: String
        /// The caps text; empty for elements.
        public var caps: String
        /// Set whatever is asked for, in this order; one that the element lacks is left out and reported.
        public var properties: [Property]
        /// The package that brings the element, for hints, such as `gstreamer1.0-plugins-ugly`; may be empty.
        public var package: String
        /// Other names that the element may have here, in the order in which to try them.
        public var alternatives: [String]
        /// A property that tells on which device the element runs, such as `device-path`; empty for none.
        public var deviceProperty: String
        /// The text of that property on the offer's device; an element with another one is passed over.
        public var deviceValue: String
        /// The first GStreamer that has the element, such as `1.24`; empty when unknown.
        public var since: String
        /// The first GStreamer that has it no more; empty for none.
        public var until: String

        public init(
            kind: Kind, factory: String = "", caps: String = "", properties: [Property] = [], package: String = "",
            alternatives: [String] = [], deviceProperty: String = "", deviceValue: String = "", since: String = "",
            until: String = ""
        ) {
            self.kind = kind
            self.factory = factory
            self.caps = caps
            self.properties = properties
            self.package = package
            self.alternatives = alternatives
            self.deviceProperty = deviceProperty
            self.deviceValue = deviceValue
            self.since = since
            self.until = until
        }
    }

    /// One neutral parameter's way into one property.
    ///
    /// The value is `parameter × factor × numerator / denominator`, clamped, then looked up in `map`; it is written
    /// through `text`, and joined with other bindings of the same property when `joins` is set.
    public struct Binding: Codable, Sendable, Hashable {
        public struct MapEntry: Codable, Sendable, Hashable {
            /// The neutral value in text form, before scaling: `0`, `cbr`, `veryfast`.
            public var from: String
            public var to: String

            public init(from: String, to: String) {
                self.from = from
                self.to = to
            }
        }

        /// A neutral parameter's id: `serval.bitrate` (kbit/s), `serval.buffer` (ms), …
        public var parameter: String
        /// A second neutral parameter to multiply with; empty for none.
        public var factor: String
        /// Index into the recipe's stages.
        public var stage: Int
        public var property: String
        public var numerator: Int64
        public var denominator: Int64
        public var minimum: Int64
        public var maximum: Int64
        /// Exact neutral values and what is written for them, in place of scaling.
        public var map: [MapEntry]
        /// What is written, `{}` standing for the value; empty for the value alone.
        public var text: String
        /// Pieces of one property, joined by `:` in the recipe's order.
        public var joins: Bool
        /// The property may change while the encoder runs.
        public var live: Bool
        /// Left out without a word where the element lacks the property or does not take all that `map` writes.
        public var isOptional: Bool

        public init(
            parameter: String, factor: String = "", stage: Int, property: String, numerator: Int64 = 1,
            denominator: Int64 = 1, minimum: Int64 = .min, maximum: Int64 = .max, map: [MapEntry] = [],
            text: String = "", joins: Bool = false, live: Bool = false, isOptional: Bool = false
        ) {
            self.parameter = parameter
            self.factor = factor
            self.stage = stage
            self.property = property
            self.numerator = numerator
            self.denominator = denominator
            self.minimum = minimum
            self.maximum = maximum
            self.map = map
            self.text = text
            self.joins = joins
            self.live = live
            self.isOptional = isOptional
        }
    }

    public var stages: [Stage]
    public var bindings: [Binding]

    public init(stages: [Stage], bindings: [Binding]) {
        self.stages = stages
        self.bindings = bindings
    }

    /// The factory of the encoder stage; empty when the recipe has none.
    public var encoderFactory: String { stages.first { $0.kind == .encoder }?.factory ?? "" }
}
