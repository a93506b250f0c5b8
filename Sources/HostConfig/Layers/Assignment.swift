// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// One value that an environment variable or a flag gives to a key.
struct Assignment {
    /// The key's parts, such as `capture`, `video`, `codec`.
    var path: [String]
    var value: Node
    /// What the key's faults are shown at.
    var location: TextLocation
    var origin: Origin

    /// A text from outside, which is its own source.
    init(_ text: String, for path: [String], named name: String, origin: Origin) {
        let source = SourceText(name: name, text: text)
        location = source.wholeLocation
        self.path = path
        self.origin = origin
        // What YAML takes for nothing is a value here: an empty variable never gets this far.
        let style: Scalar.Style = Scalar(text: text, style: .plain).isNull ? .quoted : .plain
        value = Node(content: .scalar(Scalar(text: text, style: style)), location: location)
    }

    /// Any value, shown at a place of a text from outside.
    init(_ value: Node, for path: [String], at location: TextLocation, origin: Origin) {
        self.value = value
        self.path = path
        self.location = location
        self.origin = origin
    }
}

extension SourceText {
    /// All of it.
    var wholeLocation: TextLocation {
        TextLocation(in: self, offset: 0, length: withUTF8 { $0.count { !UTF8.isContinuation($0) } })
    }
}

extension Node {
    /// Puts an assignment's value in its place, and makes the mappings on the way.
    ///
    /// What stands in the way, being no mapping, stays: it is reported when it is read.
    mutating func assign(_ assignment: Assignment) {
        assign(assignment, at: assignment.path[...])
    }

    private mutating func assign(_ assignment: Assignment, at path: ArraySlice<String>) {
        guard let key = path.first else {
            self = assignment.value
            return
        }
        if isNull { content = .mapping([]) }
        guard case .mapping(var entries) = content else { return }
        var index = entries.firstIndex { $0.key == key }
        if index == nil { index = entries.firstIndex { $0.key.lowercased() == key } }
        guard let index else {
            var value = Node(content: .mapping([]), location: assignment.location)
            value.assign(assignment, at: path.dropFirst())
            entries.append(Entry(key: key, keyLocation: assignment.location, value: value))
            content = .mapping(entries)
            return
        }
        entries[index].value.assign(assignment, at: path.dropFirst())
        if path.count == 1 { entries[index].keyLocation = assignment.location }
        content = .mapping(entries)
    }

    /// What stands at a path; nil when there is nothing.
    func value(at path: some Sequence<String>) -> Node? {
        var node = self
        for key in path {
            guard case .mapping(let entries) = node.content else { return nil }
            guard
                let entry = entries.first(where: { $0.key == key })
                    ?? entries.first(where: { $0.key.lowercased() == key })
            else { return nil }
            node = entry.value
        }
        return node.isNull ? nil : node
    }
}
