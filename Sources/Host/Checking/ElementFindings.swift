// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media
import WorkerProtocol

/// Makes findings of what pipelines name and what was answered. Pure.
struct ElementFindings {
    private let answers: ElementAnswers
    private let screen: Screen
    private var findings: [ElementFinding] = []
    /// More than this nobody reads.
    private static let limit = 100

    static func make(_ mentions: ElementMentions, _ answers: ElementAnswers, screen: Screen) -> [ElementFinding] {
        var maker = ElementFindings(answers: answers, screen: screen)
        maker.read(mentions)
        return maker.findings
    }

    private init(answers: ElementAnswers, screen: Screen) {
        self.answers = answers
        self.screen = screen
    }

    private mutating func read(_ mentions: ElementMentions) {
        let accepted = Set(
            mentions.descriptions.filter { answers.descriptions[$0.text] == .sound }.map(\.pipeline))
        for element in mentions.elements { add(element, isAccepted: accepted.contains(element.pipeline)) }
        for filter in mentions.filters where answers.caps[filter.caps] == false && !accepted.contains(filter.pipeline) {
            add(
                filter.pipeline, "bad-caps", "\(VisibleText.quoted(filter.caps)) are no caps", filter.location,
                "write them like video/x-raw,format=NV12,width=1280")
        }
        let faulty = Set(findings.compactMap(\.pipeline))
        for description in mentions.descriptions {
            add(description, isExplained: faulty.contains(description.pipeline))
        }
        for (pipeline, location) in mentions.tooLong {
            add(pipeline, "unchecked", "this is too long to be held against the elements", location, nil, .warning)
        }
        sort(mentions)
        let rest = findings.count - Self.limit
        if rest > 0 {
            findings = Array(findings.prefix(Self.limit))
            add(nil, "unchecked", "\(rest) more are not shown", nil, nil, .note)
        }
        for trouble in answers.troubles {
            add(
                nil, "unchecked", "not all elements could be checked: \(trouble)", nil,
                "what could be checked is said; gst-inspect-1.0 ELEMENT shows whether a plugin works", .warning)
        }
    }

    /// Pipeline by pipeline, each in the order of its text.
    private mutating func sort(_ mentions: ElementMentions) {
        let order = Dictionary(
            (mentions.elements.map(\.pipeline) + mentions.descriptions.map(\.pipeline)).enumerated().map { ($1, $0) },
            uniquingKeysWith: { first, _ in first })
        let keyed = findings.enumerated().map { index, finding in
            let pipeline = finding.pipeline.flatMap { order[$0] } ?? .max
            return (key: [pipeline, finding.diagnostic.location?.offset ?? 0, index], finding)
        }
        findings = keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.1)
    }

    private mutating func add(
        _ pipeline: String?, _ code: Reason.Code, _ message: String, _ location: TextLocation?, _ advice: String?,
        _ severity: Diagnostic.Severity = .error
    ) {
        let diagnostic = Diagnostic(severity, message, at: location, advice: advice)
        let finding = ElementFinding(pipeline: pipeline, code: code, diagnostic: diagnostic)
        // A base that several pipelines share has its faults once for each of them.
        if pipeline == nil || !findings.contains(finding) { findings.append(finding) }
    }
}

// MARK: - The kinds of faults

extension ElementFindings {
    /// - Parameter isAccepted: GStreamer has built the pipeline with it, and so knows better.
    private mutating func add(_ element: ElementMentions.Element, isAccepted: Bool) {
        for fault in answers.uses[element.use] ?? [] {
            switch fault {
            case .noElement(let exactHint, let hint) where !isAccepted: addMissing(element, exactHint, hint)
            case .notUsable where !isAccepted:
                add(
                    element.pipeline, "not-usable", "the element \(element.factory) cannot be made", element.location,
                    "gst-inspect-1.0 \(element.factory) shows whether its plugin works")
            case .noProperty(let index, let known) where !isAccepted:
                guard element.properties.indices.contains(index) else { continue }
                let property = element.properties[index]
                let nearest = Suggestion.nearest(to: property.name, among: known)
                add(
                    element.pipeline, "no-property", "\(element.factory) has no property \(property.name)",
                    property.nameLocation ?? element.location,
                    nearest.map { "did you mean \($0)?" } ?? "gst-inspect-1.0 \(element.factory) lists its properties")
            case .readOnly(let index):
                guard element.properties.indices.contains(index) else { continue }
                let property = element.properties[index]
                add(
                    element.pipeline, "read-only", "\(property.name) of \(element.factory) cannot be set",
                    property.nameLocation ?? element.location, "it can only be read: remove it")
            case .badValue(let index, let expected, let isOutOfRange, let words) where !isAccepted || isOutOfRange:
                guard element.properties.indices.contains(index) else { continue }
                addBadValue(element, element.properties[index], expected, words)
            case .noElement, .notUsable, .noProperty, .badValue: continue
            }
        }
    }

    private mutating func addMissing(_ element: ElementMentions.Element, _ exactHint: String?, _ hint: String) {
        let nearest = Suggestion.nearest(to: element.factory, among: answers.installed, looks: 10_000)
        add(
            element.pipeline, "no-element", "no installed GStreamer plugin has the element \(element.factory)",
            element.location, exactHint ?? nearest.map { "did you mean \($0)?" } ?? hint)
    }

    private mutating func addBadValue(
        _ element: ElementMentions.Element, _ property: ElementMentions.Property, _ expected: String, _ words: [String]
    ) {
        let forScreen = property.dependsOnScreen ? " for a display of \(screen)" : ""
        let isQuoted = property.value.count > 1 && property.value.hasPrefix("'") && property.value.hasSuffix("'")
        let isOpen = property.value.hasPrefix("\"")
        let nearest = Suggestion.nearest(to: property.value, among: words)
        var advice = "it takes \(expected)"
        if isQuoted {
            advice += "; GStreamer takes single quotes for a part of the value: use double ones"
        } else if isOpen {
            advice += "; the quote is not closed"
        } else if property.isExpression, expected.hasPrefix("a whole number"), Double(property.value) != nil,
            property.value.contains(".")
        {
            advice += "; round(…) makes one"
        } else if let nearest, words.count > 2 {
            advice += "; did you mean \(nearest)?"
        }
        add(
            element.pipeline, "bad-value",
            "\(property.name) of \(element.factory) cannot be \(VisibleText.quoted(property.value))\(forScreen)",
            property.valueLocation ?? element.location, advice)
    }

    /// - Parameter isExplained: something is known to be wrong with the pipeline, which GStreamer would only repeat.
    private mutating func add(_ description: ElementMentions.Description, isExplained: Bool) {
        switch answers.descriptions[description.text] {
        case .syntax?:
            guard let (fault, location) = description.fault else {
                guard !isExplained else { return }
                return add(
                    description.pipeline, "bad-description", "GStreamer cannot read this: it finds a syntax error",
                    description.location, "gst-launch-1.0 takes the same language, to try parts of it")
            }
            add(description.pipeline, "bad-description", fault.text, location ?? description.location, fault.advice)
        case .failed(let text)?:
            guard !isExplained else { return }
            if let (fault, location) = description.fault {
                return add(
                    description.pipeline, "bad-description", fault.text, location ?? description.location, fault.advice)
            }
            add(
                description.pipeline, "bad-description", "GStreamer cannot build this: \(text)", description.location,
                nil)
        case .sound?, nil: return
        }
    }
}
