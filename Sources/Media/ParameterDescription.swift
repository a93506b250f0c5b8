// SPDX-License-Identifier: Apache-2.0

/// One parameter that a native encoder takes, with its type and range. Mirrors `serval_parameter` of the ABI.
public struct ParameterDescription: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case integer
        /// 0 or 1.
        case toggle = "switch"
        /// One of `choices`.
        case choice
        case text
    }

    /// A text to choose.
    public struct Choice: Codable, Sendable, Hashable {
        public var value: String
        /// For people; may be empty.
        public var label: String

        public init(value: String, label: String = "") {
            self.value = value
            self.label = label
        }
    }

    /// A neutral parameter's id, or a vendor's own: `serval.bitrate`, `com.example.sharpness`.
    public var id: String
    public var kind: Kind
    /// For people; may be empty.
    public var label: String
    public var help: String
    /// Of the number, for people: `kbit/s`; may be empty.
    public var unit: String
    /// It may change while the encoder runs.
    public var isLive: Bool
    public var isAdvanced: Bool
    public var choices: [Choice]
    public var minimum: Int64
    public var maximum: Int64
    public var defaultInteger: Int64
    public var defaultText: String

    public init(
        id: String, kind: Kind, label: String = "", help: String = "", unit: String = "", isLive: Bool = false,
        isAdvanced: Bool = false, choices: [Choice] = [], minimum: Int64 = .min, maximum: Int64 = .max,
        defaultInteger: Int64 = 0, defaultText: String = ""
    ) {
        self.id = id
        self.kind = kind
        self.label = label
        self.help = help
        self.unit = unit
        self.isLive = isLive
        self.isAdvanced = isAdvanced
        self.choices = choices
        self.minimum = minimum
        self.maximum = maximum
        self.defaultInteger = defaultInteger
        self.defaultText = defaultText
    }

    /// The property of the encoder's element that has the value: `keyframe-interval`, `com-example-sharpness`.
    public var property: String {
        let neutral = "serval."
        return elementName(id.hasPrefix(neutral) ? String(id.dropFirst(neutral.count)) : id)
    }
}

/// The text as a name that GStreamer takes for elements and properties: what is no letter or digit is a hyphen.
func elementName(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
}
