// SPDX-License-Identifier: Apache-2.0
import Processes
import WorkerProtocol

/// What the messages of a check's child, and the way in which it ended, come to.
struct CheckReading {
    let result: CheckResult
    let text: String
    /// The library's own id, where this check comes as far as to know it.
    private(set) var provider: String?

    init(_ check: ConformanceCheck, _ inquiry: WorkerInquiry) {
        var phase = "start"
        var finding: CheckFinding?
        for message in inquiry.messages {
            switch try? Frame.decode(CheckMessage.self, from: message) {
            case .phase(let next)?: phase = next
            case .finding(let found)?: finding = found
            case .provider(let id)?: provider = id
            case nil: break
            }
        }
        switch (finding, inquiry.end) {
        case (.holds(let text)?, .ended(.exited(0))): (result, self.text) = (.pass, text)
        case (.broken(let text)?, _): (result, self.text) = (check.level == .must ? .fail : .warn, text)
        case (.notApplicable(let text)?, .ended): (result, self.text) = (.skip, text)
        case (_, .ended(let status)):
            let said = inquiry.standardError.split(separator: "\n").last.map { "; it wrote: \($0)" } ?? ""
            (result, self.text) = (.crash, "in \(phase), the process \(CheckReading.words(status))\(said)")
        case (_, .timedOut), (_, .stuck): (result, self.text) = (.timeout, "it did not come back from: \(phase)")
        case (_, .outgrew): (result, self.text) = (.crash, "in \(phase), it filled the memory and was killed")
        case (_, .broke(let why)): (result, self.text) = (.crash, "in \(phase), the channel broke: \(why)")
        }
    }

    private static func words(_ status: ExitStatus) -> String {
        // That the process is gone by itself is the fault, whatever status it chose.
        if case .exited(let code) = status { return "was ended by exit(\(code)), in the midst of the check" }
        return "was \(status)"
    }
}
