// SPDX-License-Identifier: Apache-2.0

/// What a provider library implements: it says who it is, which encoders it knows, and, when asked, which of
/// them work on this machine.
///
/// One library has one provider, created once in a process. Its members are called on one thread at a time.
public protocol Provider: Sendable {
    /// Creates the provider; touches no device, since this happens wherever the library is looked at.
    init()

    /// Who this is; the same on every machine.
    var identity: ProviderIdentity { get }

    /// All encoders that the provider knows, whether or not they work here; the same on every machine.
    var encoders: [EncoderDescription] { get }

    /// What the answers depend on beyond the library itself, GStreamer and the host, in the form that
    /// `serval/invalidation.h` says: `/dev/dri/renderD*`, `library:libva.so.2`, `environment:LIBVA_*`.
    ///
    /// The host probes again when one of them changes. The same on every machine; none by default.
    var invalidationSources: [String] { get }

    /// Finds out what works here, and reports each thing the moment it is known.
    ///
    /// Runs only in a probe child, on one thread, under a deadline. A driver that crashes or hangs here costs
    /// nothing that was reported before. A device is reported before the offers that name it.
    func probe(_ report: ProbeReport)

    /// Makes a session of an encoder with code of its own, without opening the device.
    ///
    /// Providers whose encoders are all elements leave this out.
    /// - Parameters:
    ///   - encoder: the id of one of the provider's encoders.
    ///   - deviceID: the id of a device that it was offered on.
    func makeSession(encoder: String, deviceID: String) throws(SessionFailure) -> any EncoderSession
}

extension Provider {
    /// There are no sessions: all encoders are elements.
    public func makeSession(encoder: String, deviceID: String) throws(SessionFailure) -> any EncoderSession {
        throw SessionFailure(.unsupported, "\(encoder) is no encoder with code of its own")
    }
}

extension Provider {
    public var invalidationSources: [String] { [] }
}
