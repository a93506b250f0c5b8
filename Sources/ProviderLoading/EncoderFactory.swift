// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI

/// A library's interface `serval.encoder-factory/1`, checked.
struct EncoderFactory {
    /// What a described encoder turned out to be.
    enum Described {
        /// One that this host can use; a native one has an element that the host makes of it.
        case encoder(EncoderDescription, isNative: Bool)
        /// One that this host has no use for, with the reason.
        case leftOut(id: String, Reason)
    }

    private typealias Describe =
        @convention(c) (UnsafePointer<serval_encoder_factory>, UInt32) -> UnsafePointer<
            serval_encoder_description
        >?
    private typealias Probe =
        @convention(c) (
            UnsafePointer<serval_encoder_factory>, UnsafePointer<serval_probe_request>,
            UnsafePointer<serval_probe_sink>
        ) -> serval_status

    private let factory: UnsafePointer<serval_encoder_factory>
    private let count: @convention(c) (UnsafePointer<serval_encoder_factory>) -> UInt32
    private let describe: Describe
    private let probe: Probe

    /// - Throws: `bad-table` with the member that is wrong.
    init(_ factory: UnsafePointer<serval_encoder_factory>) throws(Reason) {
        let reader = ABIReader(code: "bad-table", path: "factory")
        let table = try reader.copy(factory)
        self.factory = factory
        count = try reader.required("count", table.count)
        describe = try reader.required("describe", table.describe)
        probe = try reader.required("probe", table.probe)
    }

    /// All encoders, in the provider's order.
    ///
    /// - Throws: `bad-record` with the member that is wrong.
    func encoders() throws(Reason) -> [Described] {
        let count = self.count(factory)
        guard count <= 1024 else {
            throw Reason("bad-record", "factory.count returned \(count); 1024 is the most")
        }
        var found: [Described] = []
        var ids: Set<String> = []
        for index in 0..<count {
            let reader = ABIReader(path: "encoder[\(index)]")
            let description = try reader.required("", describe(factory, index))
            let encoder = try Described(description, reader)
            guard ids.insert(encoder.id).inserted else {
                throw Reason(
                    "bad-record", "\(reader.path).id is \"\(encoder.id)\", as that of another encoder")
            }
            found.append(encoder)
        }
        return found
    }

    /// Runs the provider's probe on this thread.
    func probe(_ request: ProbeRequest, into sink: ProbeSink) -> serval_status {
        let depth: serval_probe_depth =
            switch request.depth {
            case .inventory: .SERVAL_PROBE_INVENTORY
            case .enumerate: .SERVAL_PROBE_ENUMERATE
            case .smoke: .SERVAL_PROBE_SMOKE
            }
        let names = request.devices.compactMap { strdup($0) }
        defer { names.forEach { free($0) } }
        return names.map { UnsafePointer($0) }.withUnsafeBufferPointer { devices in
            var request = serval_probe_request(
                struct_size: UInt32(MemoryLayout<serval_probe_request>.size), depth: depth,
                devices: devices.isEmpty ? nil : devices.baseAddress, device_count: UInt32(devices.count), padding: 0)
            return sink.withTable { probe(factory, &request, $0) }
        }
    }
}

extension EncoderFactory.Described {
    var id: String {
        switch self {
        case .encoder(let description, _): description.id
        case .leftOut(let id, _): id
        }
    }

    fileprivate init(_ pointer: UnsafePointer<serval_encoder_description>, _ reader: ABIReader) throws(Reason) {
        let table = try reader.copy(pointer)
        let id = try reader.text("id", table.id)
        let label = try reader.text("label", table.label)
        let codec = try reader.text("codec", table.codec)
        let element = try reader.optionalText("element", table.element)
        let kind: EncoderDescription.Kind = table.kind == .SERVAL_ENCODER_SOFTWARE ? .software : .hardware
        guard let codec = Codec(rawValue: codec) else {
            self = .leftOut(
                id: id,
                Reason("unknown-codec", "\(label) makes \(codec), which this version of Serval does not know"))
            return
        }
        guard element.isEmpty else {
            self = .encoder(
                EncoderDescription(id: id, label: label, codec: codec, kind: kind, element: element),
                isNative: false)
            return
        }
        do throws(Reason) {
            self = .encoder(
                EncoderDescription(
                    id: id, label: label, codec: codec, kind: kind,
                    element: EncoderDescription.nativeElement(of: id),
                    parameters: try ParameterDescription.list(
                        table.parameters, count: table.parameter_count, reader)), isNative: true)
        } catch {
            guard error.code == "unknown-parameter" else { throw error }
            self = .leftOut(id: id, error)
        }
    }
}
