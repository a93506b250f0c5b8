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
    /// What holds for the encoders of all pipelines.
    public var rules: EncoderRules

    public init(
        paths: [String] = [], pathsLocation: TextLocation? = nil, rules: EncoderRules = EncoderRules()
    ) {
        self.paths = paths
        self.pathsLocation = pathsLocation
        self.rules = rules
    }
}
