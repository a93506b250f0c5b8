// SPDX-License-Identifier: Apache-2.0
import Media

/// Host to validate worker.
public enum ValidateCommand: Codable, Sendable, Hashable {
    case hello(Hello)
    case check(ElementQuestions)
}

/// What a configuration says of GStreamer, to be held against what is installed.
public struct ElementQuestions: Codable, Sendable, Hashable {
    public struct Property: Codable, Sendable, Hashable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// One element, and what is set on it.
    public struct Use: Codable, Sendable, Hashable {
        public var factory: String
        public var properties: [Property]

        public init(factory: String, properties: [Property]) {
            self.factory = factory
            self.properties = properties
        }
    }

    public var uses: [Use]
    public var caps: [String]
    /// Whole descriptions, as `gst_parse_launch` reads them.
    public var descriptions: [String]

    public init(uses: [Use] = [], caps: [String] = [], descriptions: [String] = []) {
        self.uses = uses
        self.caps = caps
        self.descriptions = descriptions
    }
}

/// What is wrong with one use of an element.
public enum ElementFault: Codable, Sendable, Hashable {
    /// No plugin has it. `exactHint` is what to do where the name is one that Serval knows, `hint` a guess by the name.
    case noElement(exactHint: String?, hint: String)
    /// A plugin has it, and it cannot be made.
    case notUsable
    /// The element has these properties that can be set; `property` counts within the use.
    case noProperty(property: Int, known: [String])
    case readOnly(property: Int)
    /// `expected` says what it takes; `words` are those to choose from, where there are such.
    case badValue(property: Int, expected: String, isOutOfRange: Bool, words: [String])
}

/// What became of a whole description.
public enum DescriptionOutcome: Codable, Sendable, Hashable {
    case sound
    case syntax
    /// In GStreamer's words.
    case failed(String)
}

/// Validate worker to host; each is sent before the next thing is looked at. Numbers count within the questions.
public enum ValidateRecord: Codable, Sendable, Hashable {
    case hello(Hello)
    /// What is looked at next: the last one told is where a crash or a hang was.
    case about(String)
    case use(Int, [ElementFault])
    case caps(Int, isSound: Bool)
    case description(Int, DescriptionOutcome)
    /// All elements that there are, where one was not found.
    case installed([String])
    case done
    case failed(Reason)
}
