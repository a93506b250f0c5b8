// SPDX-License-Identifier: Apache-2.0

/// A part of a JSON Schema, as far as ours needs it (draft 2020-12).
public struct SchemaNode: Encodable, Sendable, Hashable {
    /// What other properties an object may have.
    enum Others: Encodable, Sendable, Hashable {
        case forbidden
        case each(SchemaNodeBox)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .forbidden: try container.encode(false)
            case .each(let box): try container.encode(box.node)
            }
        }
    }

    var schema: String?
    var title: String?
    var description: String?
    var type: String?
    var words: [String]?
    var pattern: String?
    var minimum: Int?
    var maximum: Int?
    var properties: [String: SchemaNode]?
    var others: Others?
    var items: [SchemaNode]?
    var alternatives: [SchemaNode]?

    enum CodingKeys: String, CodingKey {
        case title, description, type, pattern, minimum, maximum, properties, items
        case schema = "$schema"
        case words = "enum"
        case others = "additionalProperties"
        case alternatives = "anyOf"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(schema, forKey: .schema)
        try container.encodeIfPresent(title, forKey: .title)
        try container.encodeIfPresent(description, forKey: .description)
        try container.encodeIfPresent(type, forKey: .type)
        try container.encodeIfPresent(words, forKey: .words)
        try container.encodeIfPresent(pattern, forKey: .pattern)
        try container.encodeIfPresent(minimum, forKey: .minimum)
        try container.encodeIfPresent(maximum, forKey: .maximum)
        try container.encodeIfPresent(properties, forKey: .properties)
        try container.encodeIfPresent(others, forKey: .others)
        try container.encodeIfPresent(items?.first, forKey: .items)
        try container.encodeIfPresent(alternatives, forKey: .alternatives)
    }

    static let text = SchemaNode(type: "string")
    static let boolean = SchemaNode(type: "boolean")
    static let number = SchemaNode(type: "number")
    static let nothing = SchemaNode(type: "null")

    static func any(of alternatives: [SchemaNode], _ description: String? = nil) -> SchemaNode {
        SchemaNode(description: description, alternatives: alternatives)
    }
}

/// Lets a node hold a node.
struct SchemaNodeBox: Sendable, Hashable {
    private let nodes: [SchemaNode]

    init(_ node: SchemaNode) { nodes = [node] }

    var node: SchemaNode { nodes.first ?? SchemaNode() }
}
