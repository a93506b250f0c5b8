// SPDX-License-Identifier: Apache-2.0
import Media

/// A chain of GStreamer elements as values; its text is what `gst_parse_launch` reads.
public struct PipelineDescription: Sendable, Hashable {
    public enum Part: Sendable, Hashable {
        case element(factory: String, properties: [ElementRecipe.Property])
        case caps(String)
        /// Text of the user's, taken as written, without leading or trailing `!`.
        case verbatim(String)
    }

    public var parts: [Part]

    public init(_ parts: [Part]) { self.parts = parts }

    /// The whole text; the only place where values are escaped.
    public var text: String {
        parts.indices.map { parts[$0].text(isBetweenElements: isBetweenElements($0)) }.joined(separator: " ! ")
    }

    /// Bare caps are part of a link in GStreamer's grammar: there is none between two of them.
    private func isBetweenElements(_ index: Int) -> Bool {
        parts.indices.contains(index - 1) && parts[index - 1].isElement && parts.indices.contains(index + 1)
            && parts[index + 1].isElement
    }
}

extension PipelineDescription.Part {
    /// Whether it is the element that a recipe calls the encoder.
    var isEncoder: Bool {
        if case .element(_, let properties) = self {
            properties.contains { $0.name == "name" && $0.value == "encoder" }
        } else {
            false
        }
    }

    fileprivate var isElement: Bool { if case .element = self { true } else { false } }

    fileprivate func text(isBetweenElements: Bool) -> String {
        switch self {
        case .element(let factory, let properties):
            ([factory] + properties.map { "\($0.name)=\(escaped($0.value))" }).joined(separator: " ")
        case .caps(let caps) where isBetweenElements && caps.utf8.allSatisfy(isPlainInCaps): caps
        case .caps(let caps): "capsfilter caps=\(escaped(caps))"
        case .verbatim(let text): text
        }
    }
}

/// A property's value as gst-launch syntax: bare where nothing in it has a meaning there, else in double quotes with
/// backslashes before `"` and `\`.
func escaped(_ value: String) -> String {
    if !value.isEmpty, value.utf8.allSatisfy(isPlainInValue) { return value }
    let inside = value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "\"\(inside)\""
}

private func isPlainInValue(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "._/:+-".utf8.contains(byte)
}

private func isPlainInCaps(_ byte: UInt8) -> Bool {
    isPlainInValue(byte) || ",=()".utf8.contains(byte)
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
}
