// SPDX-License-Identifier: Apache-2.0
import Media
import Reports

/// Everything that the probes found: each encoder of each provider on each of its devices, usable or not.
public struct Catalog: Sendable, Hashable {
    /// One encoder on one device, or without a device where it found none.
    public struct Entry: Sendable, Hashable {
        public var provider: String
        /// The absolute path of the provider's library, which a native encoder is loaded from.
        public var library: String
        /// What the host judged that file to be; nil when any will do.
        public var fileIdentity: FileIdentity?
        public var encoder: EncoderDescription
        public var device: Device?
        public var state: EncodersReport.State
        /// Why it is not usable; nil when it is.
        public var reason: Reason?
        /// What it offers; nil when it is not usable.
        public var offer: EncoderOffer?

        public init(
            provider: String, library: String = "", fileIdentity: FileIdentity? = nil, encoder: EncoderDescription,
            device: Device?, state: EncodersReport.State, reason: Reason?, offer: EncoderOffer?
        ) {
            self.provider = provider
            self.library = library
            self.fileIdentity = fileIdentity
            self.encoder = encoder
            self.device = device
            self.state = state
            self.reason = reason
            self.offer = offer
        }
    }

    public var providers: [ProbedProvider]

    /// - Parameter providers: in the search path's order. A later one with an earlier one's id is refused: ids are what
    ///   trials, failures and the configuration go by, and nobody may take another's.
    public init(providers: [ProbedProvider]) {
        var owners: [String: ProviderFile] = [:]
        self.providers = providers.map { provider in
            guard let owner = owners[provider.id] else {
                owners[provider.id] = provider.file
                return provider
            }
            let reason = Reason(
                "duplicate-id", "\(owner.path) has the same id, \(provider.id), and comes first",
                hint: "remove one of the two files")
            var refused = ProbedProvider(file: provider.file, refused: reason)
            refused.trust = provider.trust
            return refused
        }
    }

    /// Every encoder of every provider, in the providers' order.
    public var entries: [Entry] { providers.flatMap(\.entries) }

    /// The report of `serval providers list`.
    public var providersReport: ProvidersReport {
        ProvidersReport(
            providers: providers.map { provider in
                ProvidersReport.Provider(
                    id: provider.id, identity: provider.identity, file: provider.file.path,
                    isBuiltIn: provider.file.isBuiltIn, trust: provider.trust,
                    verdict: provider.reportedVerdict, reason: provider.reportedReason, offers: provider.offers.count,
                    quarantines: provider.quarantines.map { quarantine in
                        .init(
                            device: quarantine.device.isEmpty ? nil : quarantine.device, since: quarantine.since,
                            reason: quarantine.reason(provider: provider.id))
                    })
            })
    }

    /// The report of `serval encoders`.
    ///
    /// - Parameters:
    ///   - codec: only encoders of this codec; nil for all.
    ///   - trials: what became of trying them, where they were tried.
    public func report(codec: Codec? = nil, trials: [CandidateKey: TrialOutcome] = [:]) -> EncodersReport {
        EncodersReport(
            providers: providers.map { provider in
                EncodersReport.Provider(
                    id: provider.id, name: provider.identity?.name ?? provider.file.name,
                    version: provider.identity?.version ?? "", file: provider.file.path,
                    verdict: provider.reportedVerdict, reason: provider.reportedReason)
            },
            encoders: entries.filter { codec == nil || $0.encoder.codec == codec }.map {
                $0.report(trial: $0.offer == nil ? nil : trials[$0.key])
            })
    }
}

extension Catalog.Entry {
    fileprivate func report(trial: TrialOutcome?) -> EncodersReport.Encoder {
        var (state, reason) = (state, reason)
        var measured: EncodersReport.Trial?
        switch trial {
        case nil: break
        case .measured(let measurement)?: measured = EncodersReport.Trial(measurement)
        case .failed(let failure)?:
            reason = failure
            state =
                switch failure.code {
                case "trial-crashed", "trial-outgrew": .crashed
                case "trial-hung": .hung
                default: .failed
                }
        }
        return EncodersReport.Encoder(
            codec: encoder.codec, encoder: encoder.id, provider: provider, kind: encoder.kind,
            device: device.map { .init(id: $0.id, name: $0.name, driver: $0.driver) }, element: encoder.element,
            state: state, reason: reason, limits: offer?.limits, trial: measured,
            leftOut: offer?.missingProperties ?? [])
    }
}

extension ProbedProvider {
    /// The library's verdict, or that of a device where only there something went wrong.
    var reportedVerdict: String {
        if quarantines.contains(where: { $0.device.isEmpty }) { return "quarantined" }
        return verdict == .empty ? worstDeviceVerdict?.name ?? verdict.name : verdict.name
    }

    var reportedReason: Reason? {
        quarantines.first { $0.device.isEmpty }?.reason(provider: id) ?? verdict.reason ?? worstDeviceVerdict?.reason
            ?? generalReason
    }

    private var worstDeviceVerdict: Verdict? {
        deviceVerdicts.sorted { $0.key < $1.key }.map(\.value).first { $0.reason != nil }
    }

    /// Why all of its encoders are unavailable, in its own words.
    var generalReason: Reason? {
        offers.isEmpty ? notes.last { $0.encoder.isEmpty && $0.severity == .error }?.reason : nil
    }

    /// One entry for each encoder on each device, or one without a device where there is none to speak of.
    var entries: [Catalog.Entry] {
        encoders.flatMap { encoder -> [Catalog.Entry] in
            let known = devices.compactMap { entry(of: encoder, on: $0) }
            return known.isEmpty ? [unavailable(encoder)] : known
        }
    }

    private func entry(of encoder: EncoderDescription, on device: Device) -> Catalog.Entry? {
        var entry = Catalog.Entry(
            provider: id, library: file.path, fileIdentity: fileIdentity, encoder: encoder, device: device, state: .ok,
            reason: nil, offer: nil)
        if let quarantine = quarantines.first(where: { $0.device == device.id }) {
            entry.state = .quarantined
            entry.reason = quarantine.reason(provider: id)
        } else if let offer = offers.first(where: { $0.encoder == encoder.id && $0.deviceID == device.id }) {
            entry.offer = offer
        } else if let reason = note(about: encoder, on: device) {
            entry.state = .unavailable
            entry.reason = reason
        } else if let verdict = deviceVerdicts[device.id], let reason = verdict.reason {
            entry.state = EncodersReport.State(verdict)
            entry.reason = reason
        } else {
            return nil
        }
        return entry
    }

    /// What was said of the encoder on this device, or else of the device as a whole.
    private func note(about encoder: EncoderDescription, on device: Device) -> Reason? {
        let faults = notes.filter { $0.deviceID == device.id && $0.severity == .error }
        return (faults.last { $0.encoder == encoder.id } ?? faults.last { $0.encoder.isEmpty })?.reason
    }

    private func unavailable(_ encoder: EncoderDescription) -> Catalog.Entry {
        var entry = Catalog.Entry(
            provider: id, encoder: encoder, device: nil, state: EncodersReport.State(verdict), reason: nil, offer: nil)
        if let quarantine = quarantines.first(where: { $0.device.isEmpty }) {
            entry.state = .quarantined
            entry.reason = quarantine.reason(provider: id)
            return entry
        }
        let own = notes.last { $0.encoder == encoder.id && $0.severity == .error }?.reason
        entry.reason =
            own ?? verdict.reason ?? generalReason
            ?? Reason("no-offer", "the provider says nothing of it on this machine")
        return entry
    }
}

extension EncodersReport.State {
    /// The state of an encoder that its provider, or its device, gave no offer for.
    fileprivate init(_ verdict: Verdict) {
        self =
            switch verdict {
            case .ok, .empty: .unavailable
            case .refused: .refused
            case .failed: .failed
            case .crashed, .outgrew: .crashed
            case .hung, .wedged: .hung
            }
    }
}
