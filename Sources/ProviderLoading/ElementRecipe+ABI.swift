// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

extension ElementRecipe {
    /// - Throws: `bad-record` with the member that is wrong, `unknown-stage` for a recipe of a newer ABI.
    init(_ pointer: UnsafePointer<serval_recipe>, _ reader: ABIReader) throws(Reason) {
        let table = try reader.copy(pointer)
        let stages = try reader.array("stages", table.stages, count: table.stage_count, atMost: 16) {
            stage, reader throws(Reason) in try Stage(stage, reader)
        }
        let bindings = try reader.array("bindings", table.bindings, count: table.binding_count, atMost: 256) {
            binding, reader throws(Reason) in try Binding(binding, reader, stages: stages)
        }
        let encoders = stages.count { $0.kind == .encoder }
        guard encoders == 1 else { throw reader.member("stages").error("has \(encoders) encoders, not one") }
        self.init(stages: stages, bindings: bindings)
    }
}

extension ElementRecipe.Stage {
    fileprivate init(_ table: serval_stage, _ reader: ABIReader) throws(Reason) {
        let kind = try Kind(table.kind, reader)
        let properties = try reader.array(
            "properties", table.properties, count: table.property_count, atMost: 256
        ) { property, reader throws(Reason) in
            ElementRecipe.Property(
                name: try reader.text("name", property.name),
                value: try reader.text("value", property.value, mayBeEmpty: true),
                isOptional: property.flags & SERVAL_PROPERTY_OPTIONAL != 0)
        }
        let deviceProperty = try reader.optionalText("device_property", table.device_property)
        self.init(
            kind: kind, factory: kind == .caps ? "" : try reader.text("factory", table.factory),
            caps: kind == .caps ? try reader.text("caps", table.caps) : "", properties: properties,
            package: try reader.optionalText("package", table.package),
            alternatives: try reader.texts("alternatives", table.alternatives, count: table.alternative_count),
            deviceProperty: deviceProperty,
            deviceValue: deviceProperty.isEmpty ? "" : try reader.text("device_value", table.device_value),
            since: try reader.optionalText("since", table.since),
            until: try reader.optionalText("until", table.until))
    }
}

extension ElementRecipe.Stage.Kind {
    fileprivate init(_ kind: serval_stage_kind, _ reader: ABIReader) throws(Reason) {
        switch kind {
        case .SERVAL_STAGE_CAPS: self = .caps
        case .SERVAL_STAGE_CONVERTER: self = .converter
        case .SERVAL_STAGE_ENCODER: self = .encoder
        case .SERVAL_STAGE_PARSER: self = .parser
        default:
            throw Reason(
                "unknown-stage",
                "\(reader.path).kind is \(kind.rawValue), which this version of Serval does not know")
        }
    }
}

extension ElementRecipe.Binding {
    fileprivate init(
        _ table: serval_binding, _ reader: ABIReader, stages: [ElementRecipe.Stage]
    ) throws(Reason) {
        guard stages.indices.contains(Int(table.stage)), stages[Int(table.stage)].kind != .caps else {
            throw reader.member("stage").error("is \(table.stage), which is no element of the recipe")
        }
        guard table.denominator >= 0 else {
            throw reader.member("denominator").error("is \(table.denominator)")
        }
        let unclamped = table.minimum == 0 && table.maximum == 0
        guard unclamped || table.minimum <= table.maximum else {
            throw reader.member("minimum").error("is \(table.minimum), beyond the maximum \(table.maximum)")
        }
        let map = try reader.array("map", table.map, count: table.map_count, atMost: 256) {
            entry, reader throws(Reason) in
            MapEntry(
                from: try reader.text("from", entry.from, mayBeEmpty: true),
                to: try reader.text("to", entry.to, mayBeEmpty: true))
        }
        self.init(
            parameter: try reader.text("parameter", table.parameter),
            factor: try reader.optionalText("factor", table.factor), stage: Int(table.stage),
            property: try reader.text("property", table.property),
            numerator: table.numerator == 0 ? 1 : table.numerator,
            denominator: table.denominator == 0 ? 1 : table.denominator,
            minimum: unclamped ? .min : table.minimum, maximum: unclamped ? .max : table.maximum, map: map,
            text: try reader.optionalText("text", table.text),
            joins: table.flags & SERVAL_BINDING_JOIN != 0, live: table.flags & SERVAL_BINDING_LIVE != 0,
            isOptional: table.flags & SERVAL_BINDING_OPTIONAL != 0)
    }
}
