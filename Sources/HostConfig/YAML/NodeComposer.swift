// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// Builds a document's nodes from its events: resolves aliases and merge keys, refuses duplicate keys, keeps
/// limits.
struct NodeComposer {
    private let source: SourceText
    private let limits: YAMLLimits
    private let faults: FaultLog
    private var anchors: [String: Node] = [:]
    private var weight = 0

    /// The only document of a text; nil when it is empty.
    ///
    /// Throws what leaves nothing to read; a duplicate key goes to `faults`, and its first value stays.
    static func document(
        of source: SourceText, limits: YAMLLimits, faults: FaultLog
    ) throws(Diagnostic) -> Node? {
        try check(source, limits)
        guard source.byteCount > 0 else { return nil }
        return try source.withUTF8 { (bytes) throws(Diagnostic) -> Node? in
            var reader = try EventReader(bytes, of: source)
            var composer = NodeComposer(source: source, limits: limits, faults: faults)
            return try composer.document(from: &reader)
        }
    }

    private init(source: SourceText, limits: YAMLLimits, faults: FaultLog) {
        self.source = source
        self.limits = limits
        self.faults = faults
    }

    private static func check(_ source: SourceText, _ limits: YAMLLimits) throws(Diagnostic) {
        // First, since what is replaced takes more bytes than what was there.
        if let fault = source.encodingFault {
            throw Diagnostic(
                .error, "this is not UTF-8", at: fault,
                advice: "save the file as UTF-8, or check that it is YAML")
        }
        guard source.byteCount <= limits.bytes else {
            throw Diagnostic(.error, "\(source.name) is larger than \(limits.bytes / 1_000_000) MB")
        }
        let directives = source.withUTF8 { bytes in
            var previous = UInt8(ascii: "\n")
            var count = 0
            for byte in bytes {
                if byte == UInt8(ascii: "%"), previous == 0x0A || previous == 0x0D { count += 1 }
                previous = byte
            }
            return count
        }
        guard directives <= limits.directives else {
            throw Diagnostic(
                .error, "\(source.name) has more than \(limits.directives) lines that start with \"%\"")
        }
    }

    private mutating func document(from reader: inout EventReader) throws(Diagnostic) -> Node? {
        _ = try reader.next()
        guard case .documentStart = try reader.next().kind else { return nil }
        let root = try node(at: try reader.next(), depth: 0, from: &reader)
        _ = try reader.next()
        let following = try reader.next()
        guard case .streamEnd = following.kind else {
            throw Diagnostic(
                .error, "a second document starts here", at: following.location,
                advice: "remove it: one file holds one configuration")
        }
        return root
    }

    private mutating func node(
        at event: YAMLEvent, depth: Int, from reader: inout EventReader
    ) throws(Diagnostic) -> Node {
        guard depth < limits.depth else {
            throw Diagnostic(.error, "nested deeper than \(limits.depth) levels", at: event.location)
        }
        var node = Node(content: .sequence([]), location: event.location)
        switch event.kind {
        case .alias(let name):
            guard let target = anchors[name] else {
                throw Diagnostic(
                    .error, "no anchor is called \(VisibleText.quoted(name))", at: event.location,
                    advice: "write &\(name) before the value that *\(name) stands for, above this line")
            }
            try count(target.weight, at: event.location)
            return target
        case .scalar(let scalar):
            try check(tagOf: scalar, at: event.location)
            node.content = .scalar(scalar)
        case .sequenceStart:
            node.content = .sequence(try items(depth: depth, from: &reader))
        case .mappingStart:
            node.content = .mapping(try entries(depth: depth, from: &reader))
        default:
            preconditionFailure("libyaml reports a value's start where one begins")
        }
        try count(1, at: event.location)
        node.weight = 1 + node.children.reduce(0) { $0 + $1.weight }
        if let anchor = event.anchor { anchors[anchor] = node }
        return node
    }

    private mutating func items(depth: Int, from reader: inout EventReader) throws(Diagnostic) -> [Node] {
        var items: [Node] = []
        while true {
            let event = try reader.next()
            if case .sequenceEnd = event.kind { return items }
            items.append(try node(at: event, depth: depth + 1, from: &reader))
        }
    }

    private mutating func entries(depth: Int, from reader: inout EventReader) throws(Diagnostic) -> [Node
        .Entry]
    {
        var entries: [Node.Entry] = []
        var merged: [Node] = []
        var firsts: [String: TextLocation] = [:]
        while true {
            let event = try reader.next()
            if case .mappingEnd = event.kind { break }
            let key = try node(at: event, depth: depth + 1, from: &reader)
            let value = try node(at: try reader.next(), depth: depth + 1, from: &reader)
            guard case .scalar(let scalar) = key.content else {
                faults.error("a key must be text, not \(key.phrase)", at: event.location)
                continue
            }
            if scalar.text == "<<", scalar.style == .plain {
                merged.append(value)
            } else if let first = firsts.updateValue(event.location, forKey: scalar.text) {
                firsts[scalar.text] = first
                faults.error(
                    "duplicate key \(VisibleText.quoted(scalar.text))", at: event.location,
                    related: [Diagnostic(.note, "it is first given here", at: first)])
            } else {
                entries.append(Node.Entry(key: scalar.text, keyLocation: event.location, value: value))
            }
        }
        try merge(merged, into: &entries, keys: &firsts)
        return entries
    }

    /// Adds what `<<: *base` brings: keys that the mapping does not have itself, earlier bases first.
    private mutating func merge(
        _ bases: [Node], into entries: inout [Node.Entry], keys: inout [String: TextLocation]
    ) throws(Diagnostic) {
        for base in bases {
            switch base.content {
            case .mapping(let additions):
                for entry in additions where keys[entry.key] == nil {
                    try count(entry.value.weight, at: entry.keyLocation)
                    keys[entry.key] = entry.keyLocation
                    entries.append(entry)
                }
            case .sequence(let bases):
                try merge(bases, into: &entries, keys: &keys)
            case .scalar:
                faults.error(
                    #""<<" takes a mapping, or a list of them, not \#(base.phrase)"#, at: base.location)
            }
        }
    }

    private func check(tagOf scalar: Scalar, at location: TextLocation) throws(Diagnostic) {
        guard let tag = scalar.tag, !Scalar.knownTags.contains(tag) else { return }
        throw Diagnostic(
            .error, "unknown tag \(VisibleText.quoted(tag))", at: location,
            advice: #"put text that starts with "!" in quotes"#)
    }

    private mutating func count(_ added: Int, at location: TextLocation) throws(Diagnostic) {
        weight += added
        guard weight <= limits.nodes else {
            throw Diagnostic(
                .error, "more than \(limits.nodes) values", at: location,
                advice: "each use of an alias counts all that it stands for")
        }
    }
}

extension Node {
    /// What it holds directly.
    fileprivate var children: [Node] {
        switch content {
        case .scalar: []
        case .sequence(let items): items
        case .mapping(let entries): entries.map(\.value)
        }
    }
}
