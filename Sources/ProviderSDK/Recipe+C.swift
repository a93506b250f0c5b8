// SPDX-License-Identifier: Apache-2.0
import PluginABI

extension serval_recipe {
    init(_ recipe: Recipe, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_recipe.self), stage_count: UInt32(recipe.stages.count),
            stages: arena.array(recipe.stages.map { serval_stage($0, arena) }),
            bindings: arena.array(recipe.bindings.map { serval_binding($0, arena) }),
            binding_count: UInt32(recipe.bindings.count), padding: 0)
    }
}

extension serval_stage {
    fileprivate init(_ stage: Stage, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_stage.self), kind: stage.kind.abi,
            factory: arena.optional(stage.factory), caps: arena.optional(stage.caps),
            properties: arena.array(stage.properties.map { serval_property($0, arena) }),
            property_count: UInt32(stage.properties.count),
            alternative_count: UInt32(stage.alternatives.count), package: arena.optional(stage.package),
            alternatives: arena.array(stage.alternatives.map { Optional(arena.string($0)) }),
            device_property: arena.optional(stage.place?.property),
            device_value: arena.optional(stage.place?.value), since: arena.optional(stage.since),
            until: arena.optional(stage.until))
    }
}

extension serval_property {
    fileprivate init(_ property: Stage.Property, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_property.self),
            flags: property.isOptional ? SERVAL_PROPERTY_OPTIONAL : 0, name: arena.string(property.name),
            value: arena.string(property.value))
    }
}

extension serval_binding {
    fileprivate init(_ binding: Binding, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_binding.self),
            flags: (binding.joins ? SERVAL_BINDING_JOIN : 0) | (binding.live ? SERVAL_BINDING_LIVE : 0)
                | (binding.isOptional ? SERVAL_BINDING_OPTIONAL : 0),
            parameter: arena.string(binding.parameter.rawValue), property: arena.string(binding.property),
            stage: UInt32(clamping: binding.stage), map_count: UInt32(binding.map.count),
            numerator: binding.numerator, denominator: binding.denominator, minimum: binding.minimum,
            maximum: binding.maximum,
            map: arena.array(binding.map.map { serval_map_entry($0, arena) }),
            factor: arena.optional(binding.factor?.rawValue), text: arena.optional(binding.text))
    }
}

extension serval_map_entry {
    fileprivate init(_ entry: Binding.MapEntry, _ arena: CArena) {
        self.init(
            struct_size: structSize(serval_map_entry.self), padding: 0, from: arena.string(entry.from),
            to: arena.string(entry.to))
    }
}

extension Stage.Kind {
    fileprivate var abi: serval_stage_kind {
        switch self {
        case .caps: .SERVAL_STAGE_CAPS
        case .converter: .SERVAL_STAGE_CONVERTER
        case .encoder: .SERVAL_STAGE_ENCODER
        case .parser: .SERVAL_STAGE_PARSER
        }
    }
}
