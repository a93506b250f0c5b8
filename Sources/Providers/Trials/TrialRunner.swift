// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import WorkerProtocol

/// Runs trials, each in a child of its own with a deadline, after which its process group is killed.
///
/// Software trials run one after another, and so do those of one device; different devices are tried side by side.
/// Keeps nothing: what to remember is for a cache to say.
public struct TrialRunner: Sendable {
    public var worker: WorkerExecutable
    /// How long frames are fed at the pipeline's own pace; a trial takes about half a second more.
    public var pacedMilliseconds: Int
    /// A trial beyond it hangs.
    public var deadlineMilliseconds: Int
    /// The same for the first use of a device, whose driver may have to load a firmware or compile.
    public var firstUseDeadlineMilliseconds: Int
    /// How much memory a trial's process may hold.
    public var residentBytes = WorkerInquiry.usualResidentBytes
    private let environment: [String]?
    private let lanes = TrialLanes()

    /// - Parameter environment: the children's whole environment; nil for what drivers and GStreamer need of ours.
    public init(
        worker: WorkerExecutable, environment: [String]? = nil, pacedMilliseconds: Int = 1500,
        deadlineMilliseconds: Int = 8000, firstUseDeadlineMilliseconds: Int = 15_000
    ) {
        self.worker = worker
        self.environment = environment
        self.pacedMilliseconds = pacedMilliseconds
        self.deadlineMilliseconds = deadlineMilliseconds
        self.firstUseDeadlineMilliseconds = firstUseDeadlineMilliseconds
    }

    /// Tries an encoder on a pipeline's own work. Whatever goes wrong is an outcome.
    ///
    /// - Parameter isFirstUse: the device has not been used since the machine or its driver was started.
    public func run(_ subject: TrialSubject, isFirstUse: Bool = false) async -> TrialOutcome {
        let request: TrialRequest
        do throws(Reason) {
            request = try subject.request(pacedMilliseconds: pacedMilliseconds)
        } catch {
            return .failed(error)
        }
        let lane = TrialLanes.Lane(of: subject)
        await lanes.enter(lane)
        let outcome = await run(request, isFirstUse ? firstUseDeadlineMilliseconds : deadlineMilliseconds)
        await lanes.leave(lane)
        return outcome
    }

    private func run(_ request: TrialRequest, _ deadlineMilliseconds: Int) async -> TrialOutcome {
        let inquiry: WorkerInquiry
        do {
            let question = try [TrialCommand.hello(Hello()), .start(request)].map { try Frame.message(encoding: $0) }
            inquiry = try await WorkerInquiry.ask(
                worker, role: ["trial"], environment: environment ?? ProbeEnvironment.current(), question: question,
                deadlineMilliseconds: deadlineMilliseconds, residentBytes: residentBytes)
        } catch {
            return .failed(Reason("trial-not-started", "\(error)"))
        }
        var records: [TrialRecord] = []
        var end = inquiry.end
        for message in inquiry.messages {
            do {
                records.append(try Frame.decode(TrialRecord.self, from: message))
            } catch {
                end = .broke("\(error)")
                break
            }
        }
        return TrialReading(records: records, end: end, standardError: inquiry.standardError).outcome
    }
}
