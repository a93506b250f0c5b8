// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI
import ProviderLoading

extension CheckBodies {
    /// The encoders, before any hardware is asked.
    static let describe: [String: Body] = [
        "describe-complete": { subject throws(Unmet) in
            let descriptions = try subject.descriptions()
            for (index, description) in descriptions.enumerated() {
                let members = [
                    ("id", description.raw.id), ("label", description.raw.label), ("codec", description.raw.codec),
                ]
                for (name, text) in members {
                    guard let text else { throw .broken("encoder[\(index)].\(name) is NULL") }
                    try expect(text.pointee != 0, "encoder[\(index)].\(name) is empty")
                }
            }
            return descriptions.map(\.id).joined(separator: ", ")
        },
        "describe-ids-unique": { subject throws(Unmet) in
            var ids: Set<String> = []
            for description in try subject.descriptions() {
                try expect(ids.insert(description.id).inserted, "two encoders have the id \"\(description.id)\"")
            }
            return ""
        },
        "describe-strings-utf8": { subject throws(Unmet) in
            for (index, description) in try subject.descriptions().enumerated() {
                let raw = description.raw
                for (name, text) in [
                    ("id", raw.id), ("label", raw.label), ("codec", raw.codec), ("element", raw.element),
                ] {
                    guard let text else { continue }
                    try expect(isUTF8(text), "encoder[\(index)].\(name) is not UTF-8")
                }
            }
            return ""
        },
        "describe-stable": { subject throws(Unmet) in
            let first = try subject.descriptions()
            let texts = first.map { [$0.id, $0.label, $0.codec, $0.element] }
            for isAfterProbe in [false, true] {
                if isAfterProbe { _ = try ProbeLog.run(subject) }
                let second = try subject.descriptions()
                try expect(
                    first.map(\.table) == second.map(\.table), "describe returns other pointers the second time")
            }
            try expect(
                texts == first.map { [$0.id, $0.label, $0.codec, $0.element] }, "a description has changed")
            return ""
        },
        "describe-ends-with-null": { subject throws(Unmet) in
            let factory = try subject.factory()
            let count = factory.functions.count?(factory.table) ?? 0
            for index in [count, count + 1, .max] {
                subject.phase("describe \(index) of \(count)")
                try expect(
                    factory.functions.describe?(factory.table, index) == nil,
                    "describe(\(index)) returns an encoder, but there are \(count)")
            }
            return ""
        },
        "describe-codec-known": { subject throws(Unmet) in
            for description in try subject.descriptions() where Codec(rawValue: description.codec) == nil {
                throw .broken(
                    "\(description.id) has the codec \"\(description.codec)\"; Serval knows "
                        + Codec.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return ""
        },
        "describe-way-to-encode": { subject throws(Unmet) in
            let natives = try subject.descriptions().filter { $0.element.isEmpty }
            guard let native = natives.first else { return "all encoders are elements" }
            try expect(
                try subject.library().interface(SERVAL_SESSION_FACTORY, as: UInt8.self) != nil,
                "\(native.id) has no element, and get_interface knows no \"\(SERVAL_SESSION_FACTORY)\"")
            return ""
        },
        "describe-parameters-valid": { subject throws(Unmet) in
            for description in try subject.descriptions() { _ = try description.parameters() }
            return ""
        },
        "describe-neutral-parameters": { subject throws(Unmet) in
            for description in try subject.descriptions() {
                for parameter in try description.parameters() {
                    guard let rule = NeutralRule.all[parameter.id] else { continue }
                    if let fault = rule.fault(of: parameter) {
                        throw .broken("\(description.id): \(parameter.id) \(fault)")
                    }
                }
            }
            return ""
        },
        "describe-serval-ids-known": { subject throws(Unmet) in
            for description in try subject.descriptions() {
                for parameter in try description.parameters()
                where parameter.id.hasPrefix("serval.") && NeutralRule.all[parameter.id] == nil {
                    throw .broken(
                        "\(description.id) takes \(parameter.id), which Serval does not know; a parameter of one's own "
                            + "begins with one's own domain")
                }
            }
            return ""
        },
    ]

    private static func isUTF8(_ text: UnsafePointer<CChar>) -> Bool {
        let bytes = UnsafeRawBufferPointer(start: text, count: strnlen(text, 65536))
        return String(validating: bytes, as: UTF8.self) != nil
    }
}

/// What params.h fixes of a neutral parameter.
struct NeutralRule {
    var isText = false
    /// The words that it may have; nil for any.
    var words: Set<String>?
    /// The unit, where there is one.
    var unit = ""
    /// The least number that makes sense.
    var least: Int64 = 1

    static let all: [String: NeutralRule] = [
        SERVAL_PARAM_BITRATE: NeutralRule(unit: "kbit/s"),
        SERVAL_PARAM_MAX_BITRATE: NeutralRule(unit: "kbit/s"),
        SERVAL_PARAM_BUFFER: NeutralRule(unit: "ms"),
        SERVAL_PARAM_KEYFRAME_INTERVAL: NeutralRule(unit: "frames", least: 0),
        SERVAL_PARAM_RATE_CONTROL: NeutralRule(isText: true, words: ["cbr", "vbr", "cq"]),
        SERVAL_PARAM_SPEED: NeutralRule(
            isText: true, words: ["ultrafast", "superfast", "veryfast", "fast", "medium", "quality"]),
        SERVAL_PARAM_THREADS: NeutralRule(),
        SERVAL_PARAM_PROFILE: NeutralRule(isText: true),
    ]

    /// What is wrong, as the end of a sentence; nil when nothing is.
    func fault(of parameter: ParameterDescription) -> String? {
        let isText = parameter.kind == .choice || parameter.kind == .text
        if isText != self.isText { return "is \(isText ? "text" : "a number"), which it must not be" }
        if let words, let other = parameter.choices.first(where: { !words.contains($0.value) }) {
            return "has the choice \"\(other.value)\"; its words are \(words.sorted().joined(separator: ", "))"
        }
        if !unit.isEmpty, !parameter.unit.isEmpty, parameter.unit != unit {
            return "has the unit \(parameter.unit); it is always in \(unit)"
        }
        if !isText, parameter.minimum != .min, parameter.minimum < least {
            return "begins at \(parameter.minimum); it is at least \(least)"
        }
        return nil
    }
}
