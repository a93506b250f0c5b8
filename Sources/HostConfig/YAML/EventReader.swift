// SPDX-License-Identifier: Apache-2.0
import CYAML
import Diagnostics

/// libyaml's parser over a text: one event after the other, until the first error.
struct EventReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let source: SourceText

    /// Reads `bytes`, the UTF-8 of `source`, which must not be empty and must stay valid as long as the
    /// reader.
    init(_ bytes: UnsafeBufferPointer<UInt8>, of source: SourceText) throws(Diagnostic) {
        self.source = source
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            throw Diagnostic(.error, "not enough memory to read \(source.name)")
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event; not to be called after the stream's end or an error.
    mutating func next() throws(Diagnostic) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        let start = Int(event.start_mark.index)
        let location = TextLocation(in: source, offset: start, length: Int(event.end_mark.index) - start)
        return YAMLEvent(kind: Self.kind(of: event), anchor: Self.anchor(of: event), location: location)
    }

    private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
        switch event.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_ALIAS_EVENT: return .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SEQUENCE_START_EVENT: return .sequenceStart
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT: return .mappingStart
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let style: Scalar.Style =
                switch scalar.style {
                case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
                case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
                default: .plain
                }
            return .scalar(
                Scalar(text: String(decoding: bytes, as: UTF8.self), style: style, tag: text(scalar.tag)))
        default: return .streamEnd
        }
    }

    private static func anchor(of event: yaml_event_t) -> String? {
        switch event.type {
        case YAML_SCALAR_EVENT: text(event.data.scalar.anchor)
        case YAML_SEQUENCE_START_EVENT: text(event.data.sequence_start.anchor)
        case YAML_MAPPING_START_EVENT: text(event.data.mapping_start.anchor)
        default: nil
        }
    }

    private static func text(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        characters.map { String(cString: $0) }
    }

    /// libyaml's problem in its own words, at its place, with what it was about and what usually helps.
    private func failure() -> Diagnostic {
        let parser = parser.pointee
        let problem = parser.problem.map { String(cString: $0) } ?? "this cannot be read"
        guard parser.error != YAML_READER_ERROR else {
            return Diagnostic(
                .error, "YAML: \(problem)", at: source.location(ofByte: parser.problem_offset),
                advice: #"write it as an escape in double quotes, such as "\x1b""#)
        }
        var related: [Diagnostic] = []
        if let context = parser.context, parser.context_mark.index != parser.problem_mark.index {
            let location = TextLocation(in: source, offset: Int(parser.context_mark.index))
            related.append(Diagnostic(.note, String(cString: context), at: location))
        }
        return Diagnostic(
            .error, "YAML: \(problem)",
            at: TextLocation(in: source, offset: Int(parser.problem_mark.index)),
            advice: isBehindDots(Int(parser.problem_mark.line))
                ? #"the "..." above stands for what an example leaves out: remove it"# : Self.advice(for: problem),
            related: related)
    }

    /// Whether the line before this one, from 0, is three dots, as in the examples of documents.
    private func isBehindDots(_ line: Int) -> Bool {
        source.withUTF8 { bytes in
            let lines = bytes.split(separator: 0x0A, maxSplits: line, omittingEmptySubsequences: false)
            guard lines.count > 1, let previous = lines.dropLast().last else { return false }
            return previous.filter { $0 > 0x20 }.elementsEqual("...".utf8)
        }
    }

    private static func advice(for problem: String) -> String? {
        if problem.contains("mapping values are not allowed") {
            return #"put the whole value in quotes where it contains ": ""#
        }
        if problem.contains("cannot start any token") {
            return
                "indent with spaces, not tabs, and put a value that starts with a special character in quotes"
        }
        if problem.contains("did not find expected") {
            return "check the indentation, and that every bracket and quote is closed"
        }
        return nil
    }
}
