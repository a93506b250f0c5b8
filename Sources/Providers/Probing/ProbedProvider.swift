// SPDX-License-Identifier: Apache-2.0
import Media
import Processes

/// All that is known of one provider: its verdict, and every record that came before it.
public struct ProbedProvider: Sendable, Hashable {
    public var file: ProviderFile
    public var verdict: Verdict
    /// Nil when the library did not get as far as saying who it is.
    public var identity: ProviderIdentity?
    public var encoders: [EncoderDescription] = []
    public var devices: [Device] = []
    public var offers: [EncoderOffer] = []
    public var notes: [ProbeNote] = []

    /// Its id in reports: its own, or the file's name while it has none.
    public var id: String { identity?.id ?? file.name }

    /// The outcome of a probe from its records and the way that its child ended.
    public init(file: ProviderFile, records: [ProbeRecord], end: WorkerInquiry.End, standardError: String) {
        self.file = file
        verdict = .ok
        var phase = "start"
        var isDone = false
        var refusal: Reason?
        for record in records {
            switch record {
            case .phase(let name): phase = name
            case .provider(let identity): self.identity = identity
            case .encoder(let encoder): encoders.append(encoder)
            case .device(let device):
                // Told twice: before the driver was asked, and with the driver's own words.
                devices.removeAll { $0.id == device.id }
                devices.append(device)
            case .offer(let offer): offers.append(offer)
            case .note(let note): notes.append(note)
            case .refused(let reason): refusal = reason
            case .done: isDone = true
            }
        }
        // An offer must be for something described and for a device that was named.
        offers.removeAll { offer in
            !encoders.contains { $0.id == offer.encoder } || !devices.contains { $0.id == offer.deviceID }
        }
        verdict = Self.verdict(end, phase: phase, isDone: isDone, refusal: refusal, isEmpty: offers.isEmpty)
        if case .crashed = verdict, !standardError.isEmpty {
            let tail = standardError.split(separator: "\n").suffix(3).joined(separator: " | ")
            notes.append(ProbeNote(severity: .info, reason: Reason("standard-error", tail)))
        }
    }

    private static func verdict(
        _ end: WorkerInquiry.End, phase: String, isDone: Bool, refusal: Reason?, isEmpty: Bool
    ) -> Verdict {
        switch end {
        case .timedOut, .stuck: return .hung(phase: phase)
        case .broke(let why):
            return .failed(
                Reason("bad-record", "the probe sent what is not a record in phase \"\(phase)\": \(why)"))
        case .ended(let status):
            if let refusal { return .refused(refusal) }
            // The code under test may call exit(0): only the last record proves that all was said.
            guard isDone, status == .exited(0) else { return .crashed(status, phase: phase) }
            return isEmpty ? .empty : .ok
        }
    }
}
