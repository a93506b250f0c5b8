// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

/// Loads a provider library and asks it everything, reporting each thing the moment it is known.
///
/// Runs foreign code, which may crash or hang: only a probe child does this.
public struct ProviderProbe: Sendable {
    private let path: String
    private let request: ProbeRequest

    /// - Parameter path: the library's absolute path.
    public init(library path: String, request: ProbeRequest = ProbeRequest()) {
        self.path = path
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
            let library = try LoadedLibrary(path: path)
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
        let host = HostTables.shared
        let status = table.initialize(with: host)
        if let failure = Reason(status, of: "init", text: host.lastError) { throw failure }
        guard emit(.phase("describe")) else { return }
        let sources = try table.invalidationSources()
        if !sources.isEmpty, !emit(.sources(sources)) { return }
        let factory = try table.encoderFactory()
        var encoders: Set<String> = []
        var leftOut: Set<String> = []
        for described in try factory.encoders() {
            switch described {
            case .encoder(let description):
                encoders.insert(description.id)
                guard emit(.encoder(description)) else { return }
            case .leftOut(let id, let reason):
                leftOut.insert(id)
                guard emit(.note(ProbeNote(severity: .warning, reason: reason, encoder: id))) else { return }
            }
        }
        guard emit(.phase("probe")) else { return }
        let sink = ProbeSink(encoders: encoders, leftOut: leftOut, emit: emit)
        let outcome = factory.probe(request, into: sink)
        if let refusal = sink.refusal { throw refusal }
        if let failure = Reason(outcome, of: "probe"), outcome != .SERVAL_E_CANCELLED {
            _ = emit(.note(ProbeNote(severity: .error, reason: failure)))
        }
    }
}
