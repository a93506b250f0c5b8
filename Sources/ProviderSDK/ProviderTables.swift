// SPDX-License-Identifier: Apache-2.0
import PluginABI

/// The C tables of one provider; lives, with all of its memory, as long as the process.
// Immutable once it is made, and `Provider` is `Sendable`.
final class ProviderTables: @unchecked Sendable {
    private let arena = CArena()
    private let provider: any Provider
    private let encoders: UnsafePointer<serval_encoder_description>?
    private let encoderCount: UInt32
    private let factory: UnsafeMutablePointer<serval_encoder_factory>
    private let invalidation: UnsafePointer<serval_invalidation_sources>
    private let libraryTable: UnsafeMutablePointer<serval_library>

    /// What the entry returns.
    var library: UnsafePointer<serval_library> { UnsafePointer(libraryTable) }

    init(_ provider: any Provider) {
        self.provider = provider
        let described = provider.encoders
        encoderCount = UInt32(described.count)
        encoders = arena.array(described.map { [arena] in serval_encoder_description($0, arena) })
        let sources = provider.invalidationSources
        invalidation = arena.one(
            serval_invalidation_sources(
                struct_size: structSize(serval_invalidation_sources.self), source_count: UInt32(sources.count),
                sources: arena.array(sources.map { [arena] in Optional(arena.string($0)) })))
        factory = .allocate(capacity: 1)
        libraryTable = .allocate(capacity: 1)
        factory.initialize(
            to: serval_encoder_factory(
                struct_size: structSize(serval_encoder_factory.self), padding: 0, impl: nil,
                count: { ProviderTables.of($0.pointee.impl)?.encoderCount ?? 0 },
                describe: { ProviderTables.of($0.pointee.impl)?.describe($1) },
                probe: { factory, request, sink in
                    ProviderTables.of(factory.pointee.impl)?.probe(request, sink) ?? .SERVAL_E_INVALID
                }))
        let identity = provider.identity
        libraryTable.initialize(
            to: serval_library(
                struct_size: structSize(serval_library.self), abi: SERVAL_ABI, id: arena.string(identity.id),
                name: arena.string(identity.name), vendor: arena.string(identity.vendor),
                version: arena.string(identity.version), license: arena.string(identity.license),
                url: arena.optional(identity.url), impl: nil, init: { _, _ in .SERVAL_OK }, deinit: { _ in },
                get_interface: { library, id in
                    ProviderTables.of(library.pointee.impl)?.interface(String(cString: id))
                }))
        let impl = Unmanaged.passUnretained(self).toOpaque()
        factory.pointee.impl = impl
        libraryTable.pointee.impl = impl
    }

    deinit {
        factory.deallocate()
        libraryTable.deallocate()
    }

    private static func of(_ impl: UnsafeMutableRawPointer?) -> ProviderTables? {
        impl.map { Unmanaged<ProviderTables>.fromOpaque($0).takeUnretainedValue() }
    }

    private func describe(_ index: UInt32) -> UnsafePointer<serval_encoder_description>? {
        index < encoderCount ? encoders?.advanced(by: Int(index)) : nil
    }

    private func interface(_ id: String) -> UnsafeRawPointer? {
        switch id {
        case SERVAL_ENCODER_FACTORY: UnsafeRawPointer(factory)
        case SERVAL_INVALIDATION_SOURCES: UnsafeRawPointer(invalidation)
        default: nil
        }
    }

    private func probe(
        _ request: UnsafePointer<serval_probe_request>, _ sink: UnsafePointer<serval_probe_sink>
    ) -> serval_status {
        let report = ProbeReport(request, into: sink)
        provider.probe(report)
        return report.isStopped ? .SERVAL_E_CANCELLED : .SERVAL_OK
    }
}
