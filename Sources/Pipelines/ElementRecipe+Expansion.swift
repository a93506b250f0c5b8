// SPDX-License-Identifier: Apache-2.0
import Media

extension ElementRecipe {
    /// The live bitrate of the encoder stage; nil where it needs a restart.
    public var liveBitrate: LiveBitrate? {
        bindings.first {
            $0.parameter == "serval.bitrate" && $0.live && $0.factor.isEmpty && $0.map.isEmpty && $0.text.isEmpty
                && stages.indices.contains($0.stage) && stages[$0.stage].kind == .encoder
        }.map { LiveBitrate(property: $0.property, numerator: $0.numerator, denominator: $0.denominator) }
    }

    /// The parts of a pipeline that carry out this recipe with these parameters; the encoder gets `name=encoder`.
    ///
    /// - Parameter overrides: the encoder's properties in place of the recipe's own and bound ones, when given.
    /// - Throws: `Reason` with code `unsupported-parameter` when a binding has no word for a value.
    public func parts(
        for parameters: EncoderParameters, overrides: [Property]? = nil
    ) throws(Reason) -> [PipelineDescription.Part] {
        var parts: [PipelineDescription.Part] = []
        for (index, stage) in stages.enumerated() {
            guard stage.kind != .caps else {
                parts.append(.caps(stage.caps))
                continue
            }
            var properties =
                if stage.kind == .encoder, let overrides { overrides } else {
                    try properties(ofStage: index, for: parameters)
                }
            if stage.kind == .encoder { properties.insert(Property(name: "name", value: "encoder"), at: 0) }
            parts.append(.element(factory: stage.factory, properties: properties))
        }
        return parts
    }

    /// Fixed properties first, then bound ones, in the recipe's order; a bound one takes a fixed one's place.
    private func properties(
        ofStage index: Int, for parameters: EncoderParameters
    ) throws(Reason) -> [Property] {
        var properties = stages[index].properties
        for binding in bindings where binding.stage == index {
            guard let piece = try binding.piece(for: parameters) else { continue }
            guard let place = properties.firstIndex(where: { $0.name == binding.property }) else {
                properties.append(Property(name: binding.property, value: piece))
                continue
            }
            properties[place].value = binding.joins ? "\(properties[place].value):\(piece)" : piece
        }
        return properties
    }
}

extension ElementRecipe.Binding {
    /// What this binding writes; nil when the parameter has nothing to say.
    func piece(for parameters: EncoderParameters) throws(Reason) -> String? {
        guard let value = parameters.value(of: parameter) else { return nil }
        let written: String
        if let entry = map.first(where: { $0.from == value.mapKey }) {
            written = entry.to
        } else {
            switch value {
            case .integer(let number): written = String(try scaled(number, for: parameters))
            case .text(let word) where map.isEmpty: written = word
            case .text(let word):
                throw Reason(
                    "unsupported-parameter", "\(property) has no value for \(parameter) \"\(word)\"",
                    hint: "use one of \(map.map(\.from).joined(separator: ", "))")
            }
        }
        return text.isEmpty ? written : text.replacing("{}", with: written)
    }

    private func scaled(_ number: Int64, for parameters: EncoderParameters) throws(Reason) -> Int64 {
        var (result, overflow) = (number, false)
        if case .integer(let other)? = factor.isEmpty ? nil : parameters.value(of: factor) {
            (result, overflow) = result.multipliedReportingOverflow(by: other)
        }
        let (product, overflowToo) = result.multipliedReportingOverflow(by: numerator)
        guard !overflow, !overflowToo, denominator > 0, minimum <= maximum else {
            throw Reason("unsupported-parameter", "\(parameter) \(number) is out of reach of \(property)")
        }
        return Swift.min(Swift.max(product / denominator, minimum), maximum)
    }
}
