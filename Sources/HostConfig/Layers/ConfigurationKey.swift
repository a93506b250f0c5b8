// SPDX-License-Identifier: Apache-2.0

/// A key of the configuration that holds one value: how it is called in each layer, and what it takes.
public struct ConfigurationKey: Sendable {
    /// What its values are.
    public enum Kind: Sendable, Hashable {
        case text
        case boolean
        case integer(ClosedRange<Int>)
        /// One of some words, whatever their case.
        case word([String])
        /// A list of texts, or a text with blanks or commas between them.
        case list
        /// Frames per second, as a number or a fraction.
        case rate
        /// A mapping of ids to pipelines; as a variable or flag it is JSON.
        case pipelines
        /// A mapping of libraries to their SHA-256; as a variable or flag it is JSON.
        case pins
    }

    /// In a file its parts are keys within each other; as a flag it is `--` and this.
    public var path: String
    public var kind: Kind
    /// What it says, in one line.
    public var summary: String
    /// What it has in a configuration.
    let shown: @Sendable (LoadedConfiguration) -> ShownValue

    init(
        _ path: String, _ kind: Kind, _ summary: String,
        shown: @escaping @Sendable (LoadedConfiguration) -> ShownValue
    ) {
        self.path = path
        self.kind = kind
        self.summary = summary
        self.shown = shown
    }

    public var parts: [String] { path.split(separator: ".").map(String.init) }

    /// The name of its environment variable, without `SERVAL_` or `NEKO_`.
    public var environmentName: String {
        path.uppercased().replacing(".", with: "_")
    }

    /// Its value in a configuration.
    public func value(in loaded: LoadedConfiguration) -> ShownValue { shown(loaded) }

    /// The key of a path; nil when there is none.
    public static func named(_ path: String) -> ConfigurationKey? { all.first { $0.path == path } }
}

/// A value as it is shown.
public enum ShownValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case text(String)
    case list([String])

    init(_ text: String?) { self = text.map { .text($0) } ?? .null }
}
