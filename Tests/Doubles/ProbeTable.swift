// SPDX-License-Identifier: Apache-2.0
import Media
import Processes

/// What probes said of a machine, as lines: first what concerns no device, then each device with a row for each of
/// its encoders.
///
///     error CODE: TEXT | HINT
///     DEVICE NAME, DRIVER, NODE
///     error CODE: TEXT | HINT                                     of the device as a whole
///     ENCODER ok ELEMENT SIZES RATE-CONTROLS PROFILES [+ CODE]    + for what is worth knowing of an offer
///     CODE: ENCODER …                                             why there is none
///     end crashed by …                                            how a child ended that did not say all
public struct ProbeTable: Sendable {
    private var encoders: [String] = []
    private var devices: [Device] = []
    private var offers: [EncoderOffer] = []
    private var notes: [ProbeNote] = []
    private var ends: [String: String] = [:]

    public init() {}

    /// The devices that are known so far and have no offer yet: what is asked about next.
    public var unanswered: [String] {
        devices.map(\.id).filter { id in !offers.contains { $0.deviceID == id } }
    }

    /// An offer as it was verified.
    public func offer(_ encoder: String) -> EncoderOffer? { offers.first { $0.encoder == encoder } }

    /// Takes what one child said. What a former one said in the same words is not repeated.
    public mutating func add(_ records: [ProbeRecord], end: WorkerInquiry.End, device: String) {
        var phase = "start"
        var isDone = false
        for record in records {
            switch record {
            case .encoder(let encoder) where !encoders.contains(encoder.id): encoders.append(encoder.id)
            case .device(let device):
                if let index = devices.firstIndex(where: { $0.id == device.id }) {
                    devices[index] = device
                } else {
                    devices.append(device)
                }
            case .offer(let offer): offers.append(offer)
            case .note(let note): if !notes.contains(note) { notes.append(note) }
            case .refused(let reason): notes.append(ProbeNote(severity: .error, reason: reason))
            case .phase(let name): phase = name
            case .done: isDone = true
            case .provider, .encoder, .sources: break
            }
        }
        let isWhole = isDone && end == .ended(.exited(0))
        if !isWhole { ends[device] = "end \(Self.words(end)) in \(phase)" }
    }

    private static func words(_ end: WorkerInquiry.End) -> String {
        switch end {
        case .ended(let status): status.description
        case .timedOut: "at the deadline"
        case .broke(let why): why
        case .stuck: "never"
        case .outgrew: "with too much memory"
        }
    }

    /// The table's lines.
    public var lines: [String] {
        notes(of: "") + ends.filter { $0.key.isEmpty }.map(\.value) + devices.flatMap(lines)
    }

    private func lines(of device: Device) -> [String] {
        let heading = ([device.name, device.driver, device.node]).filter { !$0.isEmpty }.joined(separator: ", ")
        return ["\(device.id) \(heading)"] + notes(of: device.id)
            + encoders.compactMap { row(of: $0, on: device.id) } + faults(on: device.id)
            + (ends[device.id].map { [$0] } ?? [])
    }

    /// The encoders without an offer, by reason.
    private func faults(on device: String) -> [String] {
        var reasons: [(code: String, encoders: [String])] = []
        for encoder in encoders where !offers.contains(where: { $0.encoder == encoder && $0.deviceID == device }) {
            let own = notes.filter { $0.encoder == encoder && $0.deviceID == device }
            guard let note = own.max(by: { $0.severity.rank < $1.severity.rank }) else { continue }
            let code = note.reason.code.rawValue
            if let index = reasons.firstIndex(where: { $0.code == code }) {
                reasons[index].encoders.append(encoder)
            } else {
                reasons.append((code, [encoder]))
            }
        }
        return reasons.map { "\($0.code): \($0.encoders.joined(separator: " "))" }
    }

    private func notes(of device: String) -> [String] {
        notes.filter { $0.deviceID == device && $0.encoder.isEmpty }.map { note in
            let text = "\(note.severity.rawValue) \(note.reason.code.rawValue): \(note.reason.text)"
            return text + (note.reason.hint.map { " | \($0)" } ?? "")
        }
    }

    private func row(of encoder: String, on device: String) -> String? {
        let own = notes.filter { $0.encoder == encoder && $0.deviceID == device }
        if let offer = offers.first(where: { $0.encoder == encoder && $0.deviceID == device }) {
            let limits = offer.limits
            let size = "\(limits.minimumWidth)x\(limits.minimumHeight)-\(limits.maximumWidth)x\(limits.maximumHeight)"
            let lists = [limits.rateControls, limits.profiles].map { $0.isEmpty ? "-" : $0.joined(separator: ",") }
            let missing = offer.missingProperties.map { "- \($0)" }
            let extra = own.map { "+ \($0.reason.code.rawValue)" }
            let words = [encoder, "ok", offer.recipe?.encoderFactory ?? "-", size] + lists + missing + extra
            return words.joined(separator: " ")
        }
        return nil
    }

    /// The encoder's stage as verified: properties, and what each binding writes for the middle of its range.
    public func properties(of encoder: String) -> [String] {
        offers.filter { $0.encoder == encoder }.map { offer in
            guard let recipe = offer.recipe, let index = recipe.stages.firstIndex(where: { $0.kind == .encoder })
            else { return "" }
            let fixed = recipe.stages[index].properties.map { "\($0.name)=\($0.value)" }
            let bound = recipe.bindings.filter { $0.stage == index }.map { binding in
                let parameter = binding.parameter.split(separator: ".").last ?? ""
                let map = binding.map.map { "\($0.from):\($0.to)" }.joined(separator: ",")
                return "\(binding.property)<\(parameter)" + (map.isEmpty ? "" : "(\(map))")
            }
            return (["\(encoder):"] + fixed + bound).joined(separator: " ")
        }
    }
}

extension ProbeNote.Severity {
    fileprivate var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }
}
