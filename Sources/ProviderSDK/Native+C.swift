// SPDX-License-Identifier: Apache-2.0
import PluginABI

extension serval_offer {
    init(_ offer: NativeOffer, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_offer.self), lacks: offer.lacks.flags,
            encoder: arena.string(offer.encoder), device: arena.string(offer.deviceID), recipe: nil,
            limits: arena.one(serval_limits(offer.limits, arena)), formats: arena.array(offer.formats.map(\.fourcc)),
            format_count: UInt32(offer.formats.count), held_frames: UInt32(clamping: offer.heldFrames))
    }
}

extension Format {
    fileprivate var fourcc: UInt32 {
        switch self {
        case .i420: SERVAL_FORMAT_I420
        case .nv12: SERVAL_FORMAT_NV12
        }
    }
}

extension serval_parameter {
    init(_ description: ParameterDescription, _ arena: CArena) {
        self.init()
        struct_size = structSize(serval_parameter.self)
        id = arena.string(description.parameter.rawValue)
        label = arena.optional(description.label)
        help = arena.optional(description.help)
        unit = arena.optional(description.unit)
        flags =
            (description.isLive ? SERVAL_PARAMETER_LIVE : 0)
            | (description.isAdvanced ? SERVAL_PARAMETER_ADVANCED : 0)
        switch description.values {
        case .integer(let range, let value):
            kind = .SERVAL_PARAMETER_INTEGER
            minimum = range?.lowerBound ?? 0
            maximum = range?.upperBound ?? 0
            default_integer = value
        case .toggle(let value):
            kind = .SERVAL_PARAMETER_SWITCH
            default_integer = value ? 1 : 0
        case .choice(let texts):
            kind = .SERVAL_PARAMETER_CHOICE
            choices = arena.array(texts.map { serval_choice($0, arena) })
            choice_count = UInt32(texts.count)
        case .text(let value):
            kind = .SERVAL_PARAMETER_TEXT
            default_text = arena.optional(value)
        }
    }
}

extension serval_choice {
    fileprivate init(_ value: String, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_choice.self), padding: 0, value: arena.string(value), label: nil)
    }
}
