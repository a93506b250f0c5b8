// SPDX-License-Identifier: Apache-2.0

/// How much a YAML document may ask of its reader; whatever exceeds them is an error, found in bounded time.
struct YAMLLimits: Sendable {
    var bytes = 10_000_000
    /// Mappings and lists within each other.
    var depth = 64
    /// Values, each use of an alias counting all that it stands for.
    var nodes = 100_000
    /// Lines that begin with `%`: libyaml compares every directive with all before it.
    var directives = 100
}
