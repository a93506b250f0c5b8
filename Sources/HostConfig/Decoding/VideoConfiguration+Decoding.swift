// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

extension VideoConfiguration {
    init(_ reader: MappingReader) {
        let display = reader.optionalText("display")
        let configuredCodec = reader.choice("codec", of: Codec.self, called: "codec")
        // vp8 is neko's default, which its files rely on.
        let codec = configuredCodec ?? .vp8
        let showPointer = reader.boolean("show_pointer")
        let entries = Self.entries(reader)
        let configured = Self.configured(entries, reader, codec: codec, showPointer: showPointer)
        let pipelines =
            configured
            ?? Self.defaults(
                configuredCodec.map { [.automatic("main", $0)] } ?? Self.defaultPipelines, showPointer)
        // A faulty entry is not missed as well.
        let ids = Self.ids(reader, of: entries.isEmpty ? pipelines.map(\.id) : entries.map(\.key))
        self.init(display: display, codec: codec, ids: ids, pipelines: pipelines)
        self.showPointer = showPointer
        reader.rejectUnknownKeys()
    }

    /// The pipelines of `pipelines`, or else the one of `pipeline`; nil when there is neither.
    private static func configured(
        _ entries: [Node.Entry], _ reader: MappingReader, codec: Codec, showPointer: Bool?
    ) -> [VideoPipelineConfiguration]? {
        let shorthand = reader.entry("pipeline")
        if !entries.isEmpty {
            if let shorthand {
                reader.faults.warning(
                    "pipeline has no effect beside pipelines", at: shorthand.keyLocation,
                    advice: "remove one of them")
            }
            return entries.compactMap {
                VideoPipelineConfiguration($0, codec: codec, showPointer: showPointer, faults: reader.faults)
            }
        }
        guard let shorthand, let text = reader.optionalText("pipeline") else { return nil }
        let location = shorthand.value.location
        return [
            VideoPipelineConfiguration(
                "main", description: text, codec: codec, at: location, faults: reader.faults)
        ]
    }

    private static func entries(_ reader: MappingReader) -> [Node.Entry] {
        guard let value = reader.entry("pipelines")?.value else { return [] }
        let node = MappingReader.unfolded(value, faults: reader.faults)
        guard case .mapping(let entries) = node.content else {
            reader.faults.error(
                "pipelines must be a mapping of ids to pipelines, not \(node.phrase)", at: node.location)
            return []
        }
        return entries
    }

    private static func defaults(
        _ pipelines: [VideoPipelineConfiguration], _ showPointer: Bool?
    ) -> [VideoPipelineConfiguration] {
        guard let showPointer else { return pipelines }
        return pipelines.map { pipeline in
            var pipeline = pipeline
            pipeline.showPointer = showPointer
            return pipeline
        }
    }

    /// The ids as written, each checked against the pipelines; nil when none are.
    private static func ids(_ reader: MappingReader, of pipelines: [String]) -> [String]? {
        let items = reader.textList("ids", of: "pipeline ids") { $0.isWhitespace || $0 == "," }
        let known = Set(pipelines)
        var firsts: [String: TextLocation] = [:]
        var ids: [String] = []
        for item in items {
            if let first = firsts[item.text] {
                reader.faults.error(
                    "id \(VisibleText.quoted(item.text)) is listed twice", at: item.location,
                    related: [Diagnostic(.note, "it is first listed here", at: first)])
            } else if known.contains(item.text) {
                firsts[item.text] = item.location
                ids.append(item.text)
            } else {
                let advice =
                    reader.faults.isFull
                    ? nil : Suggestion.advice(for: item.text, among: pipelines, called: "pipelines")
                reader.faults.error(
                    "no pipeline is called \(VisibleText.quoted(item.text))", at: item.location,
                    advice: advice)
            }
        }
        return ids.isEmpty ? nil : ids
    }
}
