// SPDX-License-Identifier: Apache-2.0
import Media
import Processes

/// What became of probing a provider, or one of its devices.
public enum Verdict: Codable, Sendable, Hashable {
    /// It has offers.
    case ok
    /// It works and has nothing to offer on this machine.
    case empty
    /// It cannot be used: not a provider, another ABI, a faulty table.
    case refused(Reason)
    /// The probe itself went wrong.
    case failed(Reason)
    /// Its code ended the probe child in this phase.
    case crashed(ExitStatus, phase: String)
    /// Its code did not come back from this phase.
    case hung(phase: String)
    /// Its code hangs in the kernel: the child cannot even be killed.
    case wedged(phase: String)
    /// Its code filled the memory and was killed.
    case outgrew(phase: String)

    /// The word for it in the contract.
    public var name: String {
        switch self {
        case .ok: "ok"
        case .empty: "empty"
        case .refused: "refused"
        case .failed: "failed"
        case .crashed: "crashed"
        case .hung: "hung"
        case .wedged: "wedged"
        case .outgrew: "outgrew"
        }
    }

    /// Whether it speaks against asking again.
    var isStrike: Bool {
        switch self {
        case .crashed, .hung, .wedged, .outgrew: true
        case .ok, .empty, .refused, .failed: false
        }
    }

    /// Why; nil when all is well.
    public var reason: Reason? {
        switch self {
        case .ok, .empty: nil
        case .refused(let reason), .failed(let reason): reason
        case .crashed(let status, let phase):
            Reason(
                "probe-crashed", "its code ended the probe in phase \"\(phase)\": \(status)",
                hint: "report it to the provider's vendor; nothing else is affected")
        case .hung(let phase):
            Reason(
                "probe-hung", "its code did not come back from phase \"\(phase)\" and was killed",
                hint: "check the device and its driver, then run `serval encoders` again")
        case .outgrew(let phase):
            Reason(
                "probe-outgrew",
                "its code took more memory than a probe may in phase \"\(phase)\", and was killed",
                hint: "report it to the provider's vendor; nothing else is affected")
        case .wedged(let phase):
            Reason(
                "probe-wedged", "its code hangs in the kernel in phase \"\(phase)\", and cannot be killed",
                hint: "the device's driver is stuck: look into dmesg; a reboot mostly helps")
        }
    }
}
