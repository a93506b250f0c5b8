// SPDX-License-Identifier: Apache-2.0
import PluginABI

/// The `struct_size` of a struct, as this library was compiled.
func structSize<T>(_ type: T.Type) -> UInt32 { UInt32(MemoryLayout<T>.size) }

extension serval_device {
    init(_ device: Device, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_device.self), padding: 0, id: arena.string(device.id),
            name: arena.string(device.name), driver: arena.optional(device.driver),
            node: arena.optional(device.node))
    }
}

extension serval_note {
    init(_ note: Note, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_note.self), severity: note.severity.abi,
            code: arena.string(note.code), text: arena.string(note.text), hint: arena.optional(note.hint),
            encoder: arena.optional(note.encoder), device: arena.optional(note.device))
    }
}

extension serval_limits {
    init(_ limits: Limits, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_limits.self),
            minimum_width: UInt32(clamping: limits.minimumWidth),
            minimum_height: UInt32(clamping: limits.minimumHeight),
            maximum_width: UInt32(clamping: limits.maximumWidth),
            maximum_height: UInt32(clamping: limits.maximumHeight),
            rate_control_count: UInt32(limits.rateControls.count),
            profile_count: UInt32(limits.profiles.count), padding: 0,
            rate_controls: arena.array(limits.rateControls.map { Optional(arena.string($0)) }),
            profiles: arena.array(limits.profiles.map { Optional(arena.string($0)) }))
    }
}

extension serval_offer {
    init(_ offer: Offer, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_offer.self), lacks: offer.lacks.flags,
            encoder: arena.string(offer.encoder), device: arena.string(offer.deviceID),
            recipe: arena.one(serval_recipe(offer.recipe, arena)),
            limits: arena.one(serval_limits(offer.limits, arena)), formats: nil, format_count: 0, held_frames: 0)
    }
}

extension serval_encoder_description {
    init(_ encoder: EncoderDescription, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_encoder_description.self), kind: encoder.kind.abi,
            id: arena.string(encoder.id), label: arena.string(encoder.label),
            codec: arena.string(encoder.codec), element: arena.optional(encoder.element),
            parameters: arena.array(encoder.parameters.map { serval_parameter($0, arena) }),
            parameter_count: UInt32(encoder.parameters.count), padding: 0)
    }
}

extension Note.Severity {
    fileprivate var abi: serval_severity {
        switch self {
        case .info: .SERVAL_SEVERITY_INFO
        case .warning: .SERVAL_SEVERITY_WARNING
        case .error: .SERVAL_SEVERITY_ERROR
        }
    }
}

extension [Lack] {
    /// SERVAL_LACKS_…
    var flags: UInt32 { reduce(0) { $0 | $1.abi } }
}

extension Lack {
    fileprivate var abi: UInt32 {
        switch self {
        case .keyframeOnRequest: SERVAL_LACKS_KEYFRAME_ON_REQUEST
        case .liveBitrate: SERVAL_LACKS_LIVE_BITRATE
        case .realTime: SERVAL_LACKS_REAL_TIME
        }
    }
}

extension EncoderDescription.Kind {
    fileprivate var abi: serval_encoder_kind {
        switch self {
        case .software: .SERVAL_ENCODER_SOFTWARE
        case .hardware: .SERVAL_ENCODER_HARDWARE
        }
    }
}
