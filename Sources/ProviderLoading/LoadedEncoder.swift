// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

/// A native encoder of a provider that is loaded into this process, for as long as the process lives.
///
/// Runs foreign code: only a worker that encodes has one.
public final class LoadedEncoder: Sendable {
    /// What the provider says of it.
    public let description: EncoderDescription
    private let factory: SessionFactory

    /// Loads the provider with the same care as a probe does.
    ///
    /// - Parameters:
    ///   - path: the library's absolute path.
    ///   - identity: what the file must be to be loaded; nil for any.
    ///   - id: the encoder's id, as the provider describes it.
    /// - Throws: as the reason of a refused probe; `no-encoder` when the library has no such native encoder.
    public init(library path: String, identity: FileIdentity? = nil, encoder id: String) throws(Reason) {
        let table = try LoadedLibrary(path: path, identity: identity).table()
        try table.initialize()
        for described in try table.encoderFactory().encoders() {
            guard case .encoder(let description, isNative: true) = described, description.id == id else { continue }
            self.description = description
            factory = try table.sessionFactory()
            return
        }
        throw Reason(
            "no-encoder", "\(path) has no native encoder \(id)",
            hint: "the library was replaced; run `serval encoders` to probe it again")
    }

    /// Makes a session, which opens nothing yet.
    ///
    /// - Throws: the provider's own reason, or `bad-table` with the member that is wrong.
    public func session(on device: String) throws(Reason) -> NativeSession {
        try factory.session(of: description.id, on: device)
    }

    /// Why a call of a session failed that just did so on this thread, in the provider's words where it has any.
    public func failure(of call: String, _ status: serval_status) -> Reason {
        Reason(status, of: call, HostTables.shared.words.takeFailure())
            ?? Reason("failed", "\(description.label): \(call) failed")
    }

    /// A rule of the ABI that a session broke.
    public func breach(of rule: String, in call: String) -> Reason {
        Reason(
            "bad-packet", "\(description.label): in \(call), \(rule)",
            hint: "this is a fault of the provider; report it to its maker")
    }
}
