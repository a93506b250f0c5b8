// SPDX-License-Identifier: Apache-2.0
import HostConfig
import Media
import Pipelines
import Processes
import WorkerProtocol

/// Holds the names in a configuration against the elements that are installed, in a worker.
public struct ElementCheck: Sendable {
    public var worker: WorkerExecutable
    /// Beyond it a plugin hangs. The first use of GStreamer on a machine scans all its plugins: some seconds.
    public var deadlineMilliseconds: Int

    public init(worker: WorkerExecutable, deadlineMilliseconds: Int = 20_000) {
        self.worker = worker
        self.deadlineMilliseconds = deadlineMilliseconds
    }

    /// The same for pipelines that capture this X display.
    public func findings(
        in pipelines: [EvaluatedPipeline], display: String, screen: Screen
    ) async -> [ElementFinding] {
        await findings(in: pipelines, source: .display(display), screen: screen)
    }

    /// All that is wrong with what the pipelines name, with places. Starts nothing when they name nothing.
    ///
    /// A plugin that crashes or hangs is one warning, and what was found before it counts.
    public func findings(
        in pipelines: [EvaluatedPipeline], source: CaptureSource, screen: Screen
    ) async -> [ElementFinding] {
        let mentions = ElementMentions(pipelines, source: source, screen: screen)
        var answers = ElementAnswers()
        for questions in ElementQuestions.portions(of: mentions) {
            do {
                let frames = try [ValidateCommand.hello(Hello()), .check(questions)].map {
                    try Frame.message(encoding: $0)
                }
                let inquiry = try await WorkerInquiry.ask(
                    worker, role: ["validate"], question: frames, deadlineMilliseconds: deadlineMilliseconds)
                answers.take(inquiry, to: questions, deadlineMilliseconds: deadlineMilliseconds)
            } catch {
                answers.add(trouble: "\(error)")
            }
        }
        return ElementFindings.make(mentions, answers, screen: screen)
    }
}
