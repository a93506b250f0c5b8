// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

/// A pipeline's configuration with what its expressions come to for one screen.
@dynamicMemberLookup
public struct EvaluatedPipeline: Sendable, Hashable {
    /// What was evaluated.
    public var configuration: VideoPipelineConfiguration
    /// The size to scale to; nil for the screen's own. Its sides can be odd.
    public var size: Resolution?
    /// Nil leaves it to the planner.
    public var rate: FrameRate?
    /// Nil for the planner's choice.
    public var bitrateKbps: Int?
    /// Not below `bitrateKbps`; nil for the planner's choice.
    public var maxBitrateKbps: Int?
    /// Frames between keyframes; 0 for keyframes on request only, nil for the planner's choice.
    public var keyframeIntervalFrames: Int?
    /// The properties of the named element in the file's order, not escaped.
    public var properties: [ElementRecipe.Property] = []

    public init(_ configuration: VideoPipelineConfiguration) {
        self.configuration = configuration
    }

    /// Where to point when a value turns out wrong.
    public func location(of key: VideoPipelineConfiguration.Key) -> TextLocation? { configuration.location(of: key) }

    public subscript<Value>(dynamicMember path: KeyPath<VideoPipelineConfiguration, Value>) -> Value {
        configuration[keyPath: path]
    }
}
