// SPDX-License-Identifier: Apache-2.0
import Media

/// The JSON Schema of a configuration file, for editors: they complete keys, and mark what is wrong.
public enum ConfigurationSchema {
    public static let document: SchemaNode = {
        var root = object([:])
        for key in ConfigurationKey.all { root.insert(node(for: key), at: key.parts[...]) }
        for section in Configuration.foreignSections {
            root.properties?[section] = SchemaNode(description: "neko's; Serval leaves it alone")
        }
        for section in Configuration.laterSections {
            root.properties?[section] = SchemaNode(description: "neko's; not served yet")
        }
        for key in ServerConfiguration.laterKeys {
            root.insert(SchemaNode(description: "neko's; not served yet"), at: ["server", key])
        }
        root.schema = "https://json-schema.org/draft/2020-12/schema"
        root.title = "Serval's configuration"
        return root
    }()

    private static func object(_ properties: [String: SchemaNode]) -> SchemaNode {
        SchemaNode(type: "object", properties: properties, others: .forbidden)
    }

    private static func node(for key: ConfigurationKey) -> SchemaNode {
        var node =
            switch key.kind {
            case .text: SchemaNode.any(of: [.text, .nothing])
            case .boolean: SchemaNode.any(of: [.boolean, .nothing])
            case .integer(let bounds):
                SchemaNode.any(of: [
                    SchemaNode(type: "integer", minimum: bounds.lowerBound, maximum: bounds.upperBound), .nothing,
                ])
            case .word(let words): SchemaNode.any(of: [SchemaNode(type: "string", words: words), .nothing])
            case .list: list
            case .rate:
                SchemaNode.any(of: [.number, SchemaNode(type: "string", pattern: "^[0-9]+(/[0-9]+)?$"), .nothing])
            case .pipelines: pipelines
            case .pins: pins
            }
        node.description = key.summary
        return node
    }

    private static let list = SchemaNode.any(of: [SchemaNode(type: "array", items: [.text]), .text, .nothing])

    private static let pins = SchemaNode.any(of: [
        SchemaNode(
            type: "object", others: .each(SchemaNodeBox(SchemaNode(type: "string", pattern: "^[0-9A-Fa-f]{64}$")))),
        .nothing,
    ])

    private static let pipelines: SchemaNode = {
        var properties: [String: SchemaNode] = [:]
        for key in VideoPipelineConfiguration.Key.allCases { properties[key.rawValue] = node(for: key) }
        let description = SchemaNode(description: "a whole GStreamer description", type: "string")
        let entry = SchemaNode.any(of: [object(properties), description, .nothing])
        let mapping = SchemaNode(type: "object", others: .each(SchemaNodeBox(entry)))
        return .any(of: [mapping, .nothing])
    }()

    /// What can depend on the display, or be a number alone.
    private static func expression(_ description: String) -> SchemaNode {
        .any(of: [.number, .text, .nothing], description + "; an expression of width, height and fps")
    }

    private static func words(_ words: [String], _ description: String) -> SchemaNode {
        .any(of: [SchemaNode(type: "string", words: words), .nothing], description)
    }

    private static func node(for key: VideoPipelineConfiguration.Key) -> SchemaNode {
        switch key {
        case .codec: words(Codec.allCases.map(\.rawValue), "what it encodes to")
        case .fps: expression("frames per second")
        case .width: expression("width to scale to, in pixels")
        case .height: expression("height to scale to, in pixels")
        case .bitrate: expression("kbit/s")
        case .maxBitrate: expression("kbit/s at most")
        case .keyframeInterval: expression("frames between keyframes, 0 for keyframes on request only")
        case .speed: words(EncoderParameters.Speed.allCases.map(\.rawValue), "how much work goes into a frame")
        case .mode: words(EncodingMode.allCases.map(\.rawValue), "what the picture is for")
        case .prefer: described(list, "encoders that come first")
        case .require: described(list, "the only encoders that will do")
        case .forbid: described(list, "encoders that are never used")
        case .device: described(.any(of: [.text, .nothing]), "the only device that will do")
        case .prefix:
            described(.any(of: [.text, .nothing]), "GStreamer elements before the encoder, each after a \"!\"")
        case .suffix:
            described(.any(of: [.text, .nothing]), "GStreamer elements after the encoder, each after a \"!\"")
        case .encoder: described(.any(of: [.text, .nothing]), "the GStreamer element that encodes, or auto")
        case .parameters: properties
        case .description: described(.any(of: [.text, .nothing]), "the whole pipeline as a GStreamer description")
        case .showPointer: described(.any(of: [.boolean, .nothing]), "whether the mouse pointer is shown")
        }
    }

    private static let properties: SchemaNode = {
        let value = SchemaNode.any(of: [.number, .boolean, .text, .nothing])
        let mapping = SchemaNode(type: "object", others: .each(SchemaNodeBox(value)))
        return .any(of: [mapping, .nothing], "properties of the encoder's element, each an expression")
    }()

    private static func described(_ node: SchemaNode, _ description: String) -> SchemaNode {
        var node = node
        node.description = description
        return node
    }
}

extension SchemaNode {
    /// Puts a node in its place, and makes the objects on the way.
    fileprivate mutating func insert(_ node: SchemaNode, at path: ArraySlice<String>) {
        guard let key = path.first else {
            self = node
            return
        }
        var child = properties?[key] ?? SchemaNode(type: "object", properties: [:], others: .forbidden)
        child.insert(node, at: path.dropFirst())
        properties?[key] = child
    }
}
