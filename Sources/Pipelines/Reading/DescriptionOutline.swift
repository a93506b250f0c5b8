// SPDX-License-Identifier: Apache-2.0

/// What a pipeline description names: its elements with their properties and its caps, each with its place.
///
/// Reads as GStreamer does, without GStreamer: who can ask it has the last word. All places are ranges of Unicode
/// scalars of the text.
public struct DescriptionOutline: Sendable, Hashable {
    public struct Property: Sendable, Hashable {
        public var name: String
        public var nameRange: Range<Int>
        /// Without the quotes around it, and their escapes.
        public var value: String
        /// Quotes included.
        public var valueRange: Range<Int>
    }

    public struct Element: Sendable, Hashable {
        public var factory: String
        public var range: Range<Int>
        public var properties: [Property] = []
    }

    public struct Filter: Sendable, Hashable {
        public var caps: String
        public var range: Range<Int>
    }

    /// What GStreamer cannot make sense of.
    public struct Fault: Sendable, Hashable {
        public var text: String
        public var advice: String?
        public var range: Range<Int>
    }

    public private(set) var elements: [Element] = []
    public private(set) var filters: [Filter] = []
    /// The first fault; what stands behind it is read all the same.
    public private(set) var fault: Fault?

    private let scalars: [Unicode.Scalar]
    private let end: Int
    private var place = Place.start
    private var openings: [Range<Int>] = []
    private var lastLink: Range<Int>?

    /// What stands before the word that is read.
    private enum Place {
        case start, element, link, comma
        /// Opened, so that properties of the bin may follow.
        case opening
        /// Something whole that takes no properties.
        case closed
    }

    /// - Parameter isFragment: it stands between other elements, so that it may begin and end with a link.
    public init(_ text: String, isFragment: Bool = false) {
        let written = Array(text.unicodeScalars)
        end = written.count
        // A link that ends the fragment makes caps before it what they are in the whole pipeline.
        scalars = isFragment ? written + Array(" !".unicodeScalars) : written
        if isFragment { place = .closed }
        var tokenizer = DescriptionTokenizer(scalars)
        while let token = tokenizer.next() { take(token) }
        finish(isFragment: isFragment)
    }

    private mutating func take(_ token: DescriptionToken) {
        switch token.kind {
        case .word where place == .comma: place = .closed
        case .word:
            elements.append(Element(factory: text(token.range), range: token.range))
            place = .element
        case .assignment(let name, let value): takeProperty(name, value)
        case .link(let caps): takeLink(token.range, caps)
        case .reference, .pad, .address: place = .closed
        case .opening:
            openings.append(token.range)
            place = .opening
        case .sign(")"):
            if place == .link { complain("nothing stands behind this link", at: lastLink) }
            if openings.popLast() == nil { complain("no \"(\" is open here", at: token.range) }
            place = .closed
        case .sign(",") where place == .closed: place = .comma
        case .sign: complain("\"\(text(token.range))\" has no meaning here", at: token.range)
        case .danglingCaps:
            complain(
                "caps stand between two links", at: token.range,
                advice: #"write "! " before them, and "! " and an element behind them"#)
            place = .closed
        }
    }

    private mutating func takeProperty(_ name: Range<Int>, _ value: Range<Int>) {
        switch place {
        case .element:
            let property = Property(
                name: text(name), nameRange: name, value: Self.unquoted(text(value)), valueRange: value)
            elements[elements.count - 1].properties.append(property)
        case .opening: break
        case .start, .link, .comma, .closed:
            complain(
                "\(text(name))= stands behind no element", at: name,
                advice: "properties follow the name of their element")
        }
    }

    private mutating func takeLink(_ range: Range<Int>, _ caps: Range<Int>?) {
        switch place {
        case .start, .opening: complain("nothing stands before this link", at: range)
        case .link where range.lowerBound < end:
            complain("nothing stands between this link and the one before", at: range)
        default: break
        }
        if let caps { filters.append(Filter(caps: text(caps), range: caps)) }
        place = .link
        lastLink = range.lowerBound..<range.lowerBound + 1
    }

    private mutating func finish(isFragment: Bool) {
        if place == .link, !isFragment {
            complain(
                "nothing stands behind this link", at: lastLink, advice: "write an element behind it, or remove it")
        }
        if let opening = openings.first { complain(#"this "(" is not closed"#, at: opening) }
    }

    private mutating func complain(_ text: String, at range: Range<Int>?, advice: String? = nil) {
        guard fault == nil, let range else { return }
        fault = Fault(text: text, advice: advice, range: range.clamped(to: 0..<max(1, end)))
    }

    private func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }

    /// As GStreamer takes it: without double quotes around it, and without backslashes; single quotes stay.
    private static func unquoted(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if scalar == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            isEscaped = false
            result.append(scalar)
        }
        let isQuoted = text.unicodeScalars.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
        return isQuoted ? String(String(result).dropFirst().dropLast()) : String(result)
    }
}
