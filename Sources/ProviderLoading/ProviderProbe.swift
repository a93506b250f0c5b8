// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

/// Loads a provider library and asks it everything, reporting each thing the moment it is known.
///
/// Runs foreign code, which may crash or hang: only a probe child does this.
public struct ProviderProbe: Sendable {
    private let path: String
    private let identity: FileIdentity?
    private let request: ProbeRequest

    /// - Parameters:
    ///   - path: the library's absolute path.
    ///   - identity: what the file must be to be loaded; nil for any.
    public init(library path: String, identity: FileIdentity? = nil, request: ProbeRequest = ProbeRequest()) {
        self.path = path
        self.identity = identity
        self.request = request
    }

    /// Asks on this thread; returns when all was said, apart from `.done`.
    ///
    /// A library that cannot be used ends with `.refused`; what was emitted before stands.
    ///
    /// - Parameter emit: takes a record; false to stop. Called on this thread.
    public func run(emit: @escaping (ProbeRecord) -> Bool) {
        do throws(Reason) {
            guard emit(.phase("load")) else { return }
            let library = try LoadedLibrary(path: path, identity: identity)
            guard emit(.phase("entry")) else { return }
            try ProviderProbe.ask(try library.table(), request, emit: emit)
        } catch {
            _ = emit(.refused(error))
        }
    }

    /// The same for a table that is already here, as tests of a provider have it.
    static func run(
        _ table: UnsafePointer<serval_library>, _ request: ProbeRequest = ProbeRequest(),
        emit: @escaping (ProbeRecord) -> Bool
    ) {
        do throws(Reason) {
            try ask(try ProviderTable(table), request, emit: emit)
        } catch {
            _ = emit(.refused(error))
        }
    }

    private static func ask(
        _ table: ProviderTable, _ request: ProbeRequest, emit: @escaping (ProbeRecord) -> Bool
    ) throws(Reason) {
        guard emit(.provider(table.identity)), emit(.phase("init")) else { return }
        try table.initialize()
        guard emit(.phase("describe")) else { return }
        let sources = try table.invalidationSources()
        if !sources.isEmpty, !emit(.sources(sources)) { return }
        let factory = try table.encoderFactory()
        var known = ProbeSink.Encoders()
        for described in try factory.encoders() {
            switch described {
            case .encoder(let description, let isNative):
                known.used.insert(description.id)
                if isNative { known.native.insert(description.id) }
                guard emit(.encoder(description)) else { return }
            case .leftOut(let id, let reason):
                known.leftOut.insert(id)
                guard emit(.note(ProbeNote(severity: .warning, reason: reason, encoder: id))) else { return }
            }
        }
        let sessions = known.native.isEmpty ? nil : try table.sessionFactory()
        guard emit(.phase("probe")) else { return }
        let sink = ProbeSink(encoders: known, emit: emit)
        let outcome = HostTables.shared.probing { factory.probe(request, into: sink) }
        if let refusal = sink.refusal { throw refusal }
        if let failure = Reason(outcome, of: "probe"), outcome != .SERVAL_E_CANCELLED {
            _ = emit(.note(ProbeNote(severity: .error, reason: failure)))
        }
        if let sessions { verify(sink.nativeOffers, sessions, emit: emit) }
    }

    /// Makes a session for each native offer, without opening it: what is missing in its table is known then.
    private static func verify(
        _ offers: [EncoderOffer], _ sessions: SessionFactory, emit: (ProbeRecord) -> Bool
    ) {
        for offer in offers {
            guard emit(.phase("verify")) else { return }
            do throws(Reason) {
                try sessions.session(of: offer.encoder, on: offer.deviceID).destroy()
            } catch {
                let note = ProbeNote(
                    severity: .error, reason: error, encoder: offer.encoder, deviceID: offer.deviceID)
                guard emit(.note(note)) else { return }
            }
        }
    }
}
