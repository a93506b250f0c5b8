// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

/// A library's table, checked: every function that is called is there.
struct ProviderTable {
    let identity: ProviderIdentity
    private let library: UnsafePointer<serval_library>
    private let initializeLibrary:
        @convention(c) (UnsafePointer<serval_library>, UnsafePointer<serval_host>) -> serval_status
    private let interface: (String) -> UnsafeRawPointer?

    /// - Throws: `abi-mismatch`, or `bad-table` with the member that is wrong.
    init(_ library: UnsafePointer<serval_library>) throws(Reason) {
        let reader = ABIReader(code: "bad-table", path: "library")
        let table = try reader.copy(library)
        guard table.abi >> 16 == UInt32(SERVAL_ABI_MAJOR) else {
            throw Reason(
                "abi-mismatch",
                "the provider was built for ABI version \(table.abi >> 16), not \(SERVAL_ABI_MAJOR)",
                hint: "install a build of the provider for this version of Serval")
        }
        self.library = library
        identity = ProviderIdentity(
            id: try reader.text("id", table.id), name: try reader.text("name", table.name),
            vendor: try reader.text("vendor", table.vendor),
            version: try reader.text("version", table.version),
            license: try reader.text("license", table.license))
        initializeLibrary = try reader.required("init", table.`init`)
        _ = try reader.required("deinit", table.`deinit`)
        let getInterface = try reader.required("get_interface", table.get_interface)
        interface = { id in getInterface(library, id) }
    }

    /// Calls the provider's `init`.
    ///
    /// - Throws: the provider's own reason.
    func initialize() throws(Reason) {
        let host = HostTables.shared
        let status = host.calling(as: SERVAL_THREAD_CONTROL) { initializeLibrary(library, host.host) }
        if let failure = Reason(status, of: "init", host.words.takeFailure()) { throw failure }
    }

    /// The interface that knows encoders.
    ///
    /// - Throws: `bad-table` when the library has none, or one that is not whole.
    func encoderFactory() throws(Reason) -> EncoderFactory {
        guard let raw = interface(SERVAL_ENCODER_FACTORY) else {
            throw Reason(
                "bad-table", "library.get_interface knows no \"\(SERVAL_ENCODER_FACTORY)\"",
                hint: "the provider offers no encoders to this version of Serval")
        }
        return try EncoderFactory(raw.assumingMemoryBound(to: serval_encoder_factory.self))
    }

    /// What its answers depend on; empty when it does not say.
    ///
    /// - Throws: `bad-table` with the member that is wrong.
    func invalidationSources() throws(Reason) -> [String] {
        guard let raw = interface(SERVAL_INVALIDATION_SOURCES) else { return [] }
        let reader = ABIReader(code: "bad-table", path: "invalidation")
        let table = try reader.copy(raw.assumingMemoryBound(to: serval_invalidation_sources.self))
        return try reader.texts("sources", table.sources, count: table.source_count)
    }

    /// The interface that makes sessions of native encoders.
    ///
    /// - Throws: `bad-table` when the library has none, or one that is not whole.
    func sessionFactory() throws(Reason) -> SessionFactory {
        guard let raw = interface(SERVAL_SESSION_FACTORY) else {
            throw Reason(
                "bad-table", "library.get_interface knows no \"\(SERVAL_SESSION_FACTORY)\"",
                hint: "the provider describes an encoder without an element, and makes no sessions of it")
        }
        return try SessionFactory(raw.assumingMemoryBound(to: serval_session_factory.self))
    }
}
