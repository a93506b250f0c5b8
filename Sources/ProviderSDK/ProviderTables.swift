// SPDX-License-Identifier: Apache-2.0
import PluginABI
import Synchronization

/// The C tables of one provider; lives, with all of its memory, as long as the process.
// Immutable once it is made, and `Provider` is `Sendable`.
final class ProviderTables: @unchecked Sendable {
    private let arena = CArena()
    private let provider: any Provider
    private let encoders: UnsafePointer<serval_encoder_description>?
    private let encoderCount: UInt32
    private let factory: UnsafeMutablePointer<serval_encoder_factory>
    private let invalidation: UnsafePointer<serval_invalidation_sources>
    private let sessionFactory: UnsafeMutablePointer<serval_session_factory>
    private let hasSessions: Bool
    /// The host's `serval.error/1`, from `init` on; nil before, or when it has none.
    private let errorService = Mutex<ErrorService?>(nil)

    private struct ErrorService: @unchecked Sendable {  // the host's table, which it never changes
        let table: UnsafePointer<serval_error>
    }
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
        hasSessions = described.contains { $0.element.isEmpty }
        factory = .allocate(capacity: 1)
        sessionFactory = .allocate(capacity: 1)
        libraryTable = .allocate(capacity: 1)
        factory.initialize(
            to: serval_encoder_factory(
                struct_size: structSize(serval_encoder_factory.self), padding: 0, impl: nil,
                count: { ProviderTables.of($0.pointee.impl)?.encoderCount ?? 0 },
                describe: { ProviderTables.of($0.pointee.impl)?.describe($1) },
                probe: { factory, request, sink in
                    ProviderTables.of(factory.pointee.impl)?.probe(request, sink) ?? .SERVAL_E_INVALID
                }))
        sessionFactory.initialize(
            to: serval_session_factory(
                struct_size: structSize(serval_session_factory.self), padding: 0, impl: nil,
                create: { factory, encoder, device, session in
                    ProviderTables.of(factory.pointee.impl)?
                        .create(String(cString: encoder), String(cString: device), session) ?? .SERVAL_E_INVALID
                }))
        let identity = provider.identity
        libraryTable.initialize(
            to: serval_library(
                struct_size: structSize(serval_library.self), abi: SERVAL_ABI, id: arena.string(identity.id),
                name: arena.string(identity.name), vendor: arena.string(identity.vendor),
                version: arena.string(identity.version), license: arena.string(identity.license),
                url: arena.optional(identity.url), impl: nil,
                init: { library, host in
                    ProviderTables.of(library.pointee.impl)?.attach(to: host) ?? .SERVAL_E_INVALID
                },
                deinit: { _ in },
                get_interface: { library, id in
                    ProviderTables.of(library.pointee.impl)?.interface(String(cString: id))
                }))
        let impl = Unmanaged.passUnretained(self).toOpaque()
        factory.pointee.impl = impl
        sessionFactory.pointee.impl = impl
        libraryTable.pointee.impl = impl
    }

    deinit {
        factory.deallocate()
        sessionFactory.deallocate()
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
        case SERVAL_SESSION_FACTORY where hasSessions: UnsafeRawPointer(sessionFactory)
        default: nil
        }
    }

    private func attach(to host: UnsafePointer<serval_host>) -> serval_status {
        let service = host.pointee.get_service(host, SERVAL_SERVICE_ERROR)
        errorService.withLock {
            $0 = service.map { ErrorService(table: $0.assumingMemoryBound(to: serval_error.self)) }
        }
        return .SERVAL_OK
    }

    private func create(
        _ encoder: String, _ device: String, _ made: UnsafeMutablePointer<UnsafePointer<serval_session>?>
    ) -> serval_status {
        let service = errorService.withLock { $0 }?.table
        do throws(SessionFailure) {
            let session = try provider.makeSession(encoder: encoder, deviceID: device)
            made.pointee = SessionBox.table(of: session, service)
            return .SERVAL_OK
        } catch {
            if let service { error.report(to: service) }
            return error.status
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
