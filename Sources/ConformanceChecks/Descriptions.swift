// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI
import ProviderLoading

/// The interface `serval.encoder-factory/1` with all that is called.
struct FactoryUnderTest {
    let table: UnsafePointer<serval_encoder_factory>
    let functions: serval_encoder_factory
}

/// An encoder as its library describes it; what cannot be read is left empty, for another check to say.
struct Description {
    let table: UnsafePointer<serval_encoder_description>
    let raw: serval_encoder_description
    var id: String { text(raw.id) }
    var label: String { text(raw.label) }
    var codec: String { text(raw.codec) }
    /// Empty for a native encoder.
    var element: String { text(raw.element) }

    /// The parameters as Serval reads them.
    ///
    /// - Throws: what is wrong with them.
    func parameters() throws(Unmet) -> [ParameterDescription] {
        try read { () throws(Reason) in
            try ParameterDescription.list(
                raw.parameters, count: raw.parameter_count, ABIReader(path: "encoder \(id)"))
        }
    }

    /// As Serval's own code knows it; nil for a codec that it does not.
    func encoder() throws(Unmet) -> EncoderDescription? {
        guard let codec = Codec(rawValue: codec) else { return nil }
        let kind: EncoderDescription.Kind = raw.kind == .SERVAL_ENCODER_SOFTWARE ? .software : .hardware
        return EncoderDescription(
            id: id, label: label, codec: codec, kind: kind, element: element, parameters: try parameters())
    }

    private func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}

extension Subject {
    func factory() throws(Unmet) -> FactoryUnderTest {
        let library = try library()
        guard let table = library.interface(SERVAL_ENCODER_FACTORY, as: serval_encoder_factory.self) else {
            throw .broken("get_interface knows no \"\(SERVAL_ENCODER_FACTORY)\"")
        }
        let reader = ABIReader(code: "bad-table", path: "factory")
        let functions = try read { () throws(Reason) in
            let functions = try reader.copy(table)
            _ = try reader.required("count", functions.count)
            _ = try reader.required("describe", functions.describe)
            _ = try reader.required("probe", functions.probe)
            return functions
        }
        return FactoryUnderTest(table: table, functions: functions)
    }

    /// Every encoder's description; those that are NULL or have no sane size are an error.
    func descriptions() throws(Unmet) -> [Description] {
        let factory = try factory()
        phase("count")
        let count = factory.functions.count?(factory.table) ?? 0
        try expect(count <= 1024, "count returns \(count); 1024 is the most")
        var found: [Description] = []
        for index in 0..<count {
            phase("describe \(index)")
            guard let table = factory.functions.describe?(factory.table, index) else {
                throw .broken("describe returns NULL for encoder \(index) of \(count)")
            }
            let raw = try read { () throws(Reason) in try ABIReader(path: "encoder[\(index)]").copy(table) }
            found.append(Description(table: table, raw: raw))
        }
        return found
    }

    /// Every offer that can be used, with the description of its encoder; what others are, other checks say.
    func offers() throws(Unmet) -> [(encoder: EncoderDescription, offer: EncoderOffer)] {
        var found: [(EncoderDescription, EncoderOffer)] = []
        let descriptions = try descriptions()
        for offer in try ProbeLog.run(self).offers {
            guard let description = descriptions.first(where: { $0.id == offer.encoder }),
                let encoder = try? description.encoder()
            else { continue }
            found.append((encoder, offer))
        }
        return found
    }
}
