// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import WorkerProtocol

/// What a trial's records come to, together with the way that its child ended.
struct TrialReading: Sendable, Hashable {
    private(set) var outcome: TrialOutcome

    init(records: [TrialRecord], end: WorkerInquiry.End, standardError: String) {
        var phase = TrialPhase.prepare
        var measurement: TrialMeasurement?
        var failure: Reason?
        var refusal: Reason?
        for record in records {
            switch record {
            case .hello, .done: break
            case .phase(let next): phase = next
            case .refused(_, let reason): refusal = refusal ?? reason
            case .measured(let measured): measurement = measured
            case .picture(let decibels): measurement?.psnrDecibels = decibels
            case .failed(let reason): failure = reason
            }
        }
        // A decoder that crashes takes its own number with it, not the encoder's.
        if let failure {
            outcome = .failed(failure)
        } else if var measurement {
            measurement.fallbackReason = refusal
            outcome = .measured(measurement)
        } else {
            outcome = .failed(TrialReading.reason(for: end, in: phase, standardError: standardError))
        }
    }

    private static func reason(for end: WorkerInquiry.End, in phase: TrialPhase, standardError: String) -> Reason {
        switch end {
        case .outgrew:
            return Reason(
                "trial-outgrew", "the encoder filled the memory in phase \"\(phase.rawValue)\" and was killed",
                hint: "report it to the maintainers of the encoder or of its driver; nothing else is affected")
        case .timedOut, .stuck:
            return Reason(
                "trial-hung", "the encoder did not come back from phase \"\(phase.rawValue)\" and was killed",
                hint: "check the device and its driver")
        case .broke(let why):
            return Reason(
                "trial-broke", "the trial sent what is not a record in phase \"\(phase.rawValue)\": \(why)",
                hint: "install serval and serval-worker of the same release")
        case .ended(let status):
            let last = standardError.split(separator: "\n").last.map { ": \($0)" } ?? ""
            return Reason(
                "trial-crashed",
                "the encoder ended the trial in phase \"\(phase.rawValue)\", \(status)\(last)",
                hint: "report it to the maintainers of the encoder or of its driver; nothing else is affected")
        }
    }
}
