// SPDX-License-Identifier: Apache-2.0
import Media

/// Section `capture.video`: what is captured, and how it is encoded.
public struct VideoConfiguration: Sendable, Hashable {
    /// The X display; nil leaves it to the environment's `DISPLAY`.
    public var display: String?
    /// What pipelines encode to that name no codec of their own.
    public var codec: Codec
    /// The pipelines that viewers can choose from, the first one being the default; never empty, no id twice.
    public var ids: [String]
    /// All pipelines in the file's order, each id once; those not in `ids` are there but not offered.
    public var pipelines: [VideoPipelineConfiguration]
    /// Whether pipelines that do not say show the mouse pointer; nil leaves it to the defaults.
    public var showPointer: Bool?

    /// The defaults are what Serval does with no configuration at all.
    public init(
        display: String? = nil, codec: Codec = .vp8, ids: [String]? = nil,
        pipelines: [VideoPipelineConfiguration] = Self.defaultPipelines
    ) {
        self.display = display
        self.codec = codec
        self.ids = ids ?? pipelines.map(\.id)
        self.pipelines = pipelines
    }

    /// One pipeline for each codec that browsers are sure to decode, encoded by whatever does it best.
    public static var defaultPipelines: [VideoPipelineConfiguration] {
        [.automatic("main", .h264), .automatic("vp8", .vp8), .automatic("vp9", .vp9)]
    }

    /// The pipeline with this id, offered to viewers or not.
    public func pipeline(_ id: String) -> VideoPipelineConfiguration? {
        pipelines.first { $0.id == id }
    }

    /// The pipelines that viewers can choose from, in the order of `ids`.
    public var offeredPipelines: [VideoPipelineConfiguration] {
        let known = Dictionary(pipelines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return ids.compactMap { known[$0] }
    }
}

extension VideoPipelineConfiguration {
    /// What stands for a pipeline where a configuration has none: 30 frames a second at the display's size,
    /// with the pointer, since nobody else draws it.
    static func automatic(_ id: String, _ codec: Codec) -> VideoPipelineConfiguration {
        VideoPipelineConfiguration(id: id, codec: codec, fps: ConfiguredExpression(30), showPointer: true)
    }
}
