// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

extension ParameterDescription {
    /// The parameters that a description lists.
    ///
    /// - Throws: `bad-record` with the member that is wrong, `unknown-parameter` for one of a newer ABI.
    package static func list(
        _ start: UnsafePointer<serval_parameter>?, count: UInt32, _ reader: ABIReader
    ) throws(Reason) -> [ParameterDescription] {
        var properties: Set<String> = []
        return try reader.array("parameters", start, count: count, atMost: 256) {
            table, reader throws(Reason) in
            let parameter = try ParameterDescription(table, reader)
            guard properties.insert(parameter.property).inserted else {
                throw reader.member("id").error("is \"\(parameter.id)\", as that of another parameter")
            }
            return parameter
        }
    }

    private init(_ table: serval_parameter, _ reader: ABIReader) throws(Reason) {
        let id = try reader.text("id", table.id)
        let kind = try Kind(table.kind, reader)
        let isUnbounded = table.minimum == 0 && table.maximum == 0
        let choices = try reader.array("choices", table.choices, count: table.choice_count, atMost: 256) {
            choice, reader throws(Reason) in
            Choice(
                value: try reader.text("value", choice.value), label: try reader.optionalText("label", choice.label))
        }
        self.init(
            id: id, kind: kind, label: try reader.optionalText("label", table.label),
            help: try reader.optionalText("help", table.help), unit: try reader.optionalText("unit", table.unit),
            isLive: table.flags & SERVAL_PARAMETER_LIVE != 0,
            isAdvanced: table.flags & SERVAL_PARAMETER_ADVANCED != 0, choices: choices,
            minimum: kind == .toggle ? 0 : isUnbounded ? .min : table.minimum,
            maximum: kind == .toggle ? 1 : isUnbounded ? .max : table.maximum,
            defaultInteger: table.default_integer,
            defaultText: try reader.optionalText("default_text", table.default_text))
        try check(reader)
    }

    private func check(_ reader: ABIReader) throws(Reason) {
        guard property.first?.isLetter == true else {
            throw reader.member("id").error("is \"\(id)\", which does not begin with a letter")
        }
        if ["name", "parent", "qos", "min-force-key-unit-interval"].contains(property) {
            throw reader.member("id").error("is \"\(id)\", which every element has already")
        }
        guard minimum <= maximum else {
            throw reader.member("minimum").error("is \(minimum), beyond the maximum \(maximum)")
        }
        guard (minimum...maximum).contains(defaultInteger) || kind == .choice || kind == .text else {
            throw reader.member("default_integer").error("is \(defaultInteger), out of the range")
        }
        guard kind == .choice else {
            if choices.isEmpty { return }
            throw reader.member("choices").error("has elements, but there is nothing to choose")
        }
        guard !choices.isEmpty else { throw reader.member("choices").error("is empty") }
        guard defaultText.isEmpty || choices.contains(where: { $0.value == defaultText }) else {
            throw reader.member("default_text").error("is \"\(defaultText)\", which is no choice")
        }
    }
}

extension ParameterDescription.Kind {
    fileprivate init(_ kind: serval_parameter_kind, _ reader: ABIReader) throws(Reason) {
        switch kind {
        case .SERVAL_PARAMETER_INTEGER: self = .integer
        case .SERVAL_PARAMETER_SWITCH: self = .toggle
        case .SERVAL_PARAMETER_CHOICE: self = .choice
        case .SERVAL_PARAMETER_TEXT: self = .text
        default:
            throw Reason(
                "unknown-parameter",
                "\(reader.path).kind is \(kind.rawValue), which this version of Serval does not know")
        }
    }
}
