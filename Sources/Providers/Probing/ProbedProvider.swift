// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import Reports

/// All that is known of one provider: its verdict, and every record that came before it.
public struct ProbedProvider: Codable, Sendable, Hashable {
    public var file: ProviderFile
    /// Why its file may be loaded, or not.
    public var trust = ProvidersReport.Trust.trusted
    /// What the host judged the file to be; nil when any will do.
    public var fileIdentity: FileIdentity?
    /// Whether the file was refused before any of its code ran.
    public var isUnloaded = false
    /// Of the library itself.
    public var verdict: Verdict
    /// Of each device that was asked in a child of its own.
    public var deviceVerdicts: [String: Verdict] = [:]
    /// The library or devices that are left alone.
    public var quarantines: [Quarantine] = []
    /// Stands for all that its answers depend on; empty until it is remembered.
    public var fingerprint = ""
    /// Nil when the library did not get as far as saying who it is.
    public var identity: ProviderIdentity?
    /// What its answers depend on, in its own words.
    public var sources: [String] = []
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
            case .sources(let sources): self.sources = sources
            case .encoder(let encoder): encoders.append(encoder)
            case .device(let device): add(device)
            case .offer(let offer): offers.append(offer)
            case .note(let note):
                notes.append(note)
                // An offer that did not stand up to being tried is taken back.
                offers.removeAll {
                    note.severity == .error && $0.encoder == note.encoder && $0.deviceID == note.deviceID
                }
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

    /// A library that is not used for this reason. Its id in reports is its file's name.
    init(file: ProviderFile, refused reason: Reason) {
        self.init(file: file, records: [], end: .ended(.exited(0)), standardError: "")
        verdict = .refused(reason)
    }

    private static func verdict(
        _ end: WorkerInquiry.End, phase: String, isDone: Bool, refusal: Reason?, isEmpty: Bool
    ) -> Verdict {
        switch end {
        case .timedOut: return .hung(phase: phase)
        case .stuck: return .wedged(phase: phase)
        case .outgrew: return .outgrew(phase: phase)
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

    /// Told twice: before the driver was asked, and with the driver's own words.
    private mutating func add(_ device: Device) {
        if let place = devices.firstIndex(where: { $0.id == device.id }) {
            devices[place] = device
        } else {
            devices.append(device)
        }
    }
}

// MARK: - Devices asked one by one

extension ProbedProvider {
    /// Devices of the inventory of which nothing more is known: they have to be asked.
    var openDevices: [Device] {
        guard !verdict.isStrike, verdict.reason == nil else { return [] }
        return devices.filter { device in
            !offers.contains { $0.deviceID == device.id }
                && !notes.contains { $0.deviceID == device.id && $0.severity == .error }
        }
    }

    /// Adds what a child found that asked about this device alone.
    mutating func merge(_ answer: ProbedProvider, about device: String) {
        answer.devices.filter { $0.id == device }.forEach { add($0) }
        offers += answer.offers.filter { $0.deviceID == device }
        for note in answer.notes where note.deviceID == device || note.deviceID.isEmpty {
            var own = note
            // What it said while it was asked about this device is about this device.
            if note.deviceID.isEmpty, note.severity == .error { own.deviceID = device }
            if !notes.contains(own) { notes.append(own) }
        }
        deviceVerdicts[device] = answer.verdict
        if !offers.isEmpty { verdict = .ok }
    }

    /// What was asked: the library itself, as an empty id, and each device that had a child of its own.
    var askedDevices: [String] { [""] + deviceVerdicts.keys.sorted() }

    /// The verdict of a device that was asked; with an empty id, of the library itself.
    func verdict(for device: String) -> Verdict? { device.isEmpty ? verdict : deviceVerdicts[device] }

    /// Whether something was missing that may be there later, without any file that changes.
    var hasNegativeAnswer: Bool {
        switch verdict {
        case .empty, .failed: return true
        case .refused, .crashed, .hung, .wedged, .outgrew: return false
        case .ok: break
        }
        // A missing element comes with GStreamer's own files, which are watched.
        return notes.contains { $0.severity == .error && !$0.deviceID.isEmpty && $0.reason.code != "no-element" }
    }
}
