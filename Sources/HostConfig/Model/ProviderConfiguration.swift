// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// Section `providers`: where provider libraries come from.
public struct ProviderConfiguration: Sendable, Hashable {
    /// Folders to search besides the built-in ones, in this order.
    ///
    /// A relative one in a file counts from the file's own folder.
    public var paths: [String]
    /// Where `paths` is written; nil when it is not.
    public var pathsLocation: TextLocation?

    public init(paths: [String] = [], pathsLocation: TextLocation? = nil) {
        self.paths = paths
        self.pathsLocation = pathsLocation
    }
}
