// SPDX-License-Identifier: Apache-2.0

/// What a pipeline's picture is for, and so which of an encoder's merits count most.
public enum EncodingMode: String, Codable, Sendable, Hashable, CaseIterable {
    /// Somebody looks and acts: latency and throughput count most.
    case interactive
    /// Somebody looks later: the picture counts most, latency hardly.
    case recording
    /// Many streams share the machine: CPU time counts most.
    case manyStreams = "many-streams"
}
