// SPDX-License-Identifier: Apache-2.0

/// One link of a recipe's chain: an element, or caps between elements.
public struct Stage: Sendable, Hashable {
    /// What a stage is for.
    public enum Kind: Sendable, Hashable {
        /// Restricts what flows.
        case caps
        /// Turns raw frames into what the encoder takes.
        case converter
        /// Does the work; a recipe has exactly one.
        case encoder
        /// Brings packets into the form that viewers need.
        case parser
    }

    /// A property with the value that it always has.
    public struct Property: Sendable, Hashable {
        /// The property's name.
        public var name: String
        /// The value as GStreamer reads it from text, without quotes or escapes.
        public var value: String
        /// Left out without a word where the element does not have it or does not take the value: for what not
        /// every version of the element knows.
        public var isOptional: Bool

        /// Creates a property.
        public init(name: String, value: String, isOptional: Bool = false) {
            self.name = name
            self.value = value
            self.isOptional = isOptional
        }
    }

    /// What the stage is for.
    public var kind: Kind
    /// The element factory; empty for caps.
    public var factory: String
    /// The caps text; empty for elements.
    public var caps: String
    /// Set in this order; one that the element lacks is left out, and reported.
    public var properties: [Property]
    /// The package that brings the element, for hints: `gstreamer1.0-plugins-ugly`; may be empty.
    public var package: String
    /// Other names that the element may have here, in the order in which to try them.
    public var alternatives: [String]
    /// How to know the element of the offer's device among those; nil where any will do.
    public var place: Place?
    /// The first GStreamer that has the element, for hints: `1.24`; empty when unknown.
    public var since: String
    /// The first GStreamer that has the element no more, for hints; empty for none.
    public var until: String

    /// What an element says of the device that it runs on.
    public struct Place: Sendable, Hashable {
        /// The property that tells it: `device-path`.
        public var property: String
        /// Its text on the right device: `/dev/dri/renderD129`. An element with another one is passed over; one
        /// without the property is taken.
        public var value: String

        /// Creates a place.
        public init(property: String, value: String) {
            self.property = property
            self.value = value
        }
    }

    /// Creates a stage from its parts.
    public init(
        kind: Kind, factory: String = "", caps: String = "", properties: [Property] = [], package: String = "",
        alternatives: [String] = [], place: Place? = nil, since: String = "", until: String = ""
    ) {
        self.kind = kind
        self.factory = factory
        self.caps = caps
        self.properties = properties
        self.package = package
        self.alternatives = alternatives
        self.place = place
        self.since = since
        self.until = until
    }
}

extension Stage {
    /// Restricts what flows here to `text`, such as `video/x-raw,format=NV12`.
    public static func caps(_ text: String) -> Stage { Stage(kind: .caps, caps: text) }

    /// Turns raw frames into what the encoder takes.
    public static func converter(
        _ factory: String, _ properties: KeyValuePairs<String, String> = [:], package: String = ""
    ) -> Stage {
        Stage(kind: .converter, factory: factory, properties: list(properties), package: package)
    }

    /// The element that does the work.
    public static func encoder(
        _ factory: String, _ properties: KeyValuePairs<String, String> = [:], package: String = "",
        since: String = ""
    ) -> Stage {
        Stage(kind: .encoder, factory: factory, properties: list(properties), package: package, since: since)
    }

    /// Brings packets into the form that viewers need.
    public static func parser(
        _ factory: String, _ properties: KeyValuePairs<String, String> = [:], package: String = ""
    ) -> Stage {
        Stage(kind: .parser, factory: factory, properties: list(properties), package: package)
    }

    private static func list(_ pairs: KeyValuePairs<String, String>) -> [Property] {
        pairs.map { Property(name: $0.key, value: $0.value) }
    }
}
