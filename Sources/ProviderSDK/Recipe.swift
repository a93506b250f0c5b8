// SPDX-License-Identifier: Apache-2.0

/// How to encode with a GStreamer element, as typed data: the stages from raw frames to finished packets, and
/// which property of which stage each neutral parameter sets.
public struct Recipe: Sendable, Hashable {
    /// From raw frames in system memory to packets, in order; exactly one is an encoder.
    public var stages: [Stage]
    /// Applied after the stages' own properties, in order.
    public var bindings: [Binding]

    /// Creates a recipe.
    public init(stages: [Stage], bindings: [Binding]) {
        self.stages = stages
        self.bindings = bindings
    }
}
