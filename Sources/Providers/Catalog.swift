// SPDX-License-Identifier: Apache-2.0
import Media
import Reports

/// Everything that the probes found: each encoder of each provider on each of its devices, usable or not.
public struct Catalog: Sendable, Hashable {
    /// One encoder on one device, or without a device where it found none.
    public struct Entry: Sendable, Hashable {
        public var provider: String
        public var encoder: EncoderDescription
        public var device: Device?
        public var state: EncodersReport.State
        /// Why it is not usable; nil when it is.
        public var reason: Reason?
        /// What it offers; nil when it is not usable.
        public var offer: EncoderOffer?

        public init(
            provider: String, encoder: EncoderDescription, device: Device?, state: EncodersReport.State,
            reason: Reason?, offer: EncoderOffer?
        ) {
            self.provider = provider
            self.encoder = encoder
            self.device = device
            self.state = state
            self.reason = reason
            self.offer = offer
        }
    }

    public var providers: [ProbedProvider]

    public init(providers: [ProbedProvider]) { self.providers = providers }

    /// Every encoder of every provider, in the providers' order.
    public var entries: [Entry] { providers.flatMap(\.entries) }

    /// The report of `serval encoders`.
    ///
    /// - Parameter codec: only encoders of this codec; nil for all.
    public func report(codec: Codec? = nil) -> EncodersReport {
        EncodersReport(
            providers: providers.map { provider in
                EncodersReport.Provider(
                    id: provider.id, name: provider.identity?.name ?? provider.file.name,
                    version: provider.identity?.version ?? "", file: provider.file.path,
                    verdict: provider.verdict.name, reason: provider.verdict.reason ?? provider.generalReason)
            },
            encoders: entries.filter { codec == nil || $0.encoder.codec == codec }.map { entry in
                EncodersReport.Encoder(
                    codec: entry.encoder.codec, encoder: entry.encoder.id, provider: entry.provider,
                    kind: entry.encoder.kind,
                    device: entry.device.map { .init(id: $0.id, name: $0.name, driver: $0.driver) },
                    element: entry.encoder.element, state: entry.state, reason: entry.reason,
                    limits: entry.offer?.limits)
            })
    }
}

extension ProbedProvider {
    /// Why all of its encoders are unavailable, in its own words.
    var generalReason: Reason? {
        offers.isEmpty ? notes.last { $0.encoder.isEmpty && $0.severity == .error }?.reason : nil
    }

    var entries: [Catalog.Entry] {
        encoders.flatMap { encoder -> [Catalog.Entry] in
            let usable = offers.filter { $0.encoder == encoder.id }.map { offer in
                Catalog.Entry(
                    provider: id, encoder: encoder, device: devices.first { $0.id == offer.deviceID },
                    state: .ok, reason: nil, offer: offer)
            }
            let faults = notes.filter {
                $0.encoder == encoder.id && $0.severity == .error && !$0.deviceID.isEmpty
            }.map { note in
                Catalog.Entry(
                    provider: id, encoder: encoder, device: devices.first { $0.id == note.deviceID },
                    state: .unavailable, reason: note.reason, offer: nil)
            }
            let known = usable + faults
            return known.isEmpty ? [unavailable(encoder)] : known
        }
    }

    private func unavailable(_ encoder: EncoderDescription) -> Catalog.Entry {
        let own = notes.last { $0.encoder == encoder.id && $0.severity == .error }?.reason
        let state: EncodersReport.State =
            switch verdict {
            case .ok, .empty: .unavailable
            case .refused: .refused
            case .failed: .failed
            case .crashed: .crashed
            case .hung: .hung
            }
        let reason =
            own ?? verdict.reason ?? generalReason
            ?? Reason("no-offer", "the provider says nothing of it on this machine")
        return Catalog.Entry(
            provider: id, encoder: encoder, device: nil, state: state, reason: reason, offer: nil)
    }
}
