// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// Section `providers`: where provider libraries come from, and which of their encoders are used.
public struct ProviderConfiguration: Sendable, Hashable {
    /// Folders to search besides the built-in ones, in this order.
    ///
    /// A relative one in a file counts from the file's own folder.
    public var paths: [String]
    /// Where `paths` is written; nil when it is not.
    public var pathsLocation: TextLocation?
    /// The only libraries that may be loaded besides Serval's own; nil for all that can be trusted.
    public var pins: [ProviderPin]?
    /// What holds for the encoders of all pipelines.
    public var rules: EncoderRules

    public init(
        paths: [String] = [], pathsLocation: TextLocation? = nil, pins: [ProviderPin]? = nil,
        rules: EncoderRules = EncoderRules()
    ) {
        self.paths = paths
        self.pathsLocation = pathsLocation
        self.pins = pins
        self.rules = rules
    }
}

/// A library that may be loaded, and what must be in it.
public struct ProviderPin: Sendable, Hashable {
    /// The name of its file, or its absolute path.
    public var library: String
    /// The file's SHA-256: 64 hexadecimal digits in lower case.
    public var sum: String
    public var location: TextLocation

    public init(library: String, sum: String, location: TextLocation) {
        self.library = library
        self.sum = sum
        self.location = location
    }
}
