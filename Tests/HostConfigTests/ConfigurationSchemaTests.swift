// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import HostConfig
import Testing

struct ConfigurationSchemaTests {
    private func document() throws -> [String: Any] {
        let data = try JSONEncoder().encode(ConfigurationSchema.document)
        return try #require(JSONTree.object(try JSONDecoder().decode(JSONTree.self, from: data)))
    }

    private func node(_ path: [String]) throws -> [String: Any] {
        try path.reduce(try document()) { node, key in
            let properties = try #require(node["properties"] as? [String: Any])
            return try #require(properties[key] as? [String: Any], "\(path)")
        }
    }

    @Test(arguments: ConfigurationKey.all)
    func `every key is in the schema, with what it says`(key: ConfigurationKey) throws {
        let node = try node(key.parts)
        #expect(node["description"] as? String == key.summary)
        #expect(node["anyOf"] != nil)
    }

    @Test func `unknown keys are marked, neko's other sections are not`() throws {
        #expect(try node(["capture", "video"])["additionalProperties"] as? Bool == false)
        #expect(try document()["additionalProperties"] as? Bool == false)
        for section in ["desktop", "session", "webrtc", "member"] { #expect(try node([section])["type"] == nil) }
        #expect(try node(["server", "cert"])["type"] == nil)
    }
}

/// JSON as plain values.
private enum JSONTree: Decodable {
    case object([String: JSONTree])
    case list([JSONTree])
    case text(String)
    case bool(Bool)
    case number(Double)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONTree].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONTree].self))
        }
    }

    static func object(_ tree: JSONTree) -> [String: Any]? {
        plain(tree) as? [String: Any]
    }

    private static func plain(_ tree: JSONTree) -> Any {
        switch tree {
        case .object(let members): members.mapValues(plain)
        case .list(let list): list.map(plain)
        case .text(let text): text
        case .bool(let bool): bool
        case .number(let number): number
        }
    }
}
