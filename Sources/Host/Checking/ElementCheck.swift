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

    /// All that is wrong with what the pipelines name, with places. Starts nothing when they name nothing.
    ///
    /// A plugin that crashes or hangs is one warning, and what was found before it counts.
    /// - Parameters:
    ///   - sections: what is not served yet, about which there are only warnings, with the key in the pipeline's place.
    ///   - display: the X display that is captured.
    public func findings(
        in pipelines: [EvaluatedPipeline], sections: [SectionDescription] = [], display: String, screen: Screen
    ) async -> [ElementFinding] {
        let served = await findings(in: pipelines, source: .display(display), screen: screen)
        guard !sections.isEmpty else { return served }
        let mentions = ElementMentions([], sections: sections, source: .display(display), screen: screen)
        let others = ElementFindings.make(mentions, await answers(to: mentions), screen: screen)
        return served + others.map(\.asWarning)
    }

    /// The same for pipelines that capture any source.
    func findings(
        in pipelines: [EvaluatedPipeline], source: CaptureSource, screen: Screen
    ) async -> [ElementFinding] {
        let mentions = ElementMentions(pipelines, source: source, screen: screen)
        return ElementFindings.make(mentions, await answers(to: mentions), screen: screen)
    }

    private func answers(to mentions: ElementMentions) async -> ElementAnswers {
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
        return answers
    }
}
