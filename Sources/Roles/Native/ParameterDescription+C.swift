// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI
import ProviderLoading

extension serval_parameter {
    /// The description as C has it, in memory that is never freed.
    init(_ description: ParameterDescription) {
        let choices = description.choices.map { choice in
            serval_choice(
                struct_size: UInt32(MemoryLayout<serval_choice>.size), padding: 0, value: permanent(choice.value),
                label: permanent(choice.label))
        }
        let isUnbounded = description.minimum == .min && description.maximum == .max
        self.init(
            struct_size: UInt32(MemoryLayout<serval_parameter>.size), kind: description.kind.abi,
            id: permanent(description.id),
            label: permanent(description.label.isEmpty ? description.id : description.label),
            help: permanent(description.fullHelp), unit: permanent(description.unit),
            flags: description.isLive ? SERVAL_PARAMETER_LIVE : 0, choice_count: UInt32(choices.count),
            choices: choices.isEmpty ? nil : permanent(choices), minimum: isUnbounded ? 0 : description.minimum,
            maximum: isUnbounded ? 0 : description.maximum, default_integer: description.defaultInteger,
            default_text: permanent(description.defaultText))
    }
}

extension ParameterDescription {
    /// What an inspection of the element shows: with the unit and the choices.
    fileprivate var fullHelp: String {
        let sentence = help.isEmpty ? label : help
        let unit = self.unit.isEmpty ? "" : " (\(self.unit))"
        let choices = self.choices.isEmpty ? "" : ": " + self.choices.map(\.value).joined(separator: ", ")
        return sentence + unit + choices
    }
}

extension ParameterDescription.Kind {
    package var abi: serval_parameter_kind {
        switch self {
        case .integer: .SERVAL_PARAMETER_INTEGER
        case .toggle: .SERVAL_PARAMETER_SWITCH
        case .choice: .SERVAL_PARAMETER_CHOICE
        case .text: .SERVAL_PARAMETER_TEXT
        }
    }
}
