// SPDX-License-Identifier: Apache-2.0
import Logging
import Media
import Processes
import Providers
import Reports
import ServiceLifecycle
import Synchronization
import Workers

/// Keeps the catalog and the plan true while the host runs: asks what was not known at the start, and asks again when
/// a library, a driver or a device changes. Streams that run are not disturbed; their next start follows the new plan.
final class PlanService: Service {
    private struct State {
        var providers: [ProbedProvider]
        var catalog: Catalog
        var plan: Plan
        var missingTrials: [TrialSubject]
        var accounts: EncoderAccounts
    }

    private let preparation: Preparation
    private let streams: [VideoStream]
    private let uses: AsyncStream<EncoderUse>
    private let events: EventBoard
    private let logger: Logger
    private let state: Mutex<State>

    /// What was missing may come without any file that changes: a driver that starts late, a clock that goes on.
    private static let lookInterval = Duration.seconds(60)
    /// How often it is seen whether there is something to try, and nobody watches.
    private static let trialInterval = Duration.seconds(2)

    /// - Parameter uses: what the streams do with encoders.
    init(
        _ preparation: Preparation, streams: [VideoStream], uses: AsyncStream<EncoderUse>, events: EventBoard,
        logger: Logger
    ) {
        self.preparation = preparation
        self.streams = streams
        self.uses = uses
        self.events = events
        self.logger = logger
        state = Mutex(
            State(
                providers: preparation.catalog.providers, catalog: preparation.catalog, plan: preparation.plan,
                missingTrials: preparation.trialPlan(for: preparation.catalog).missing,
                accounts: EncoderAccounts(preparation.catalog)))
    }

    /// The newest that is known.
    var catalog: Catalog { state.withLock { $0.catalog } }
    /// The newest plan; a stream that runs may still follow an earlier one.
    var plan: Plan { state.withLock { $0.plan } }

    func run() async throws {
        if let last = preparation.last {
            for change in WinnerChange.between(last, and: plan.report) { tell(.notice, change.event) }
        }
        LastPlan(in: preparation.installation.plans).remember(plan)
        for provider in catalog.providers where provider.isUnloaded {
            tell(.warning, "provider", provider.id, provider.summary)
        }
        await cancelWhenGracefulShutdown { [self] in
            await ask(preparation.questions)
            // What had no effect at the start was said then; names may have been unknown for want of an answer.
            if !preparation.questions.isEmpty {
                for warning in plan.warnings { logger.warning("\(warning)") }
            }
            let (looks, look) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { [survey = preparation.installation.survey] in
                    await ChangeWatch(folders: survey.watchedFolders, attributesOf: survey.foldersOnTheWay)
                        .run { look.yield() }
                }
                group.addTask {
                    while (try? await Task.sleep(for: Self.lookInterval)) != nil { look.yield() }
                    look.finish()
                }
                group.addTask { [self] in await tryWhenIdle() }
                group.addTask { [self] in
                    for await use in uses { take(use) }
                }
                for await _ in looks { await lookAgain() }
                group.cancelAll()
            }
        }
    }

    /// Makes the trials that are missing, one at a time and only while nobody watches: a trial next to a stream would
    /// disturb both. The plan follows when all are made: half of them would move the choice to and fro.
    private func tryWhenIdle() async {
        while !Task.isCancelled {
            let (subject, catalog) = state.withLock { ($0.missingTrials.first, $0.catalog) }
            guard let subject, !streams.contains(where: \.isActive) else {
                try? await Task.sleep(for: Self.trialInterval)
                continue
            }
            logger.info(
                "trying an encoder", metadata: ["encoder": "\(subject.encoder)", "size": "\(subject.resolution)"])
            _ = await preparation.installation.trials.run(subject, in: catalog)
            let isComplete = state.withLock { state in
                state.missingTrials.removeAll { $0 == subject }
                return state.missingTrials.isEmpty
            }
            if isComplete { publish { _ in } }
        }
    }

    private func lookAgain() async {
        let survey = preparation.installation.survey
        let recollection = await BlockingThread.run { survey.recall() }
        let present = Set(recollection.known.map(\.file) + recollection.questions.map(\.file))
        for gone in state.withLock({ $0.providers.filter { !present.contains($0.file) } }) {
            tell(.notice, "provider", gone.id, "\(gone.file.path) is gone")
            publish { $0.removeAll { $0.file == gone.file } }
        }
        // What needs no asking may be news all the same: a file that is not to be loaded any more.
        let before = state.withLock { $0.providers }
        for known in recollection.known {
            let earlier = before.first { $0.file == known.file }
            guard known.isUnloaded || earlier?.isUnloaded == true, known != earlier else { continue }
            take(known)
        }
        await ask(recollection.questions)
        // Trials that failed are not believed for ever.
        publish { _ in }
    }

    private func ask(_ questions: [ProviderSurvey.Question]) async {
        for question in questions {
            logger.info("asking a provider", metadata: ["file": "\(question.file.path)", "why": "\(question.why)"])
        }
        _ = await preparation.installation.survey.ask(questions) { [self] answer in take(answer) }
    }

    private func take(_ use: EncoderUse) {
        let now = MonotonicClock.nowNanoseconds()
        if state.withLock({ $0.accounts.take(use, in: $0.catalog, atNanoseconds: now) }) { publish { _ in } }
    }

    private func take(_ answer: ProbedProvider) {
        let before = state.withLock { state in
            let before = state.providers.first { $0.file == answer.file }
            if before?.fingerprint != answer.fingerprint {
                state.accounts.providerChanged(answer.id, in: state.catalog)
            }
            return before
        }
        if let change = answer.change(since: before) { tell(.notice, "provider", answer.id, change) }
        publish { providers in
            providers.removeAll { $0.file == answer.file }
            providers.append(answer)
        }
    }

    /// Changes what is known of the providers, plans anew, and tells the streams and whoever listens.
    private func publish(_ change: (inout [ProbedProvider]) -> Void) {
        let (old, new) = state.withLock { state in
            let old = state.plan
            change(&state.providers)
            state.catalog = preparation.installation.survey.catalog(of: state.providers)
            let trials = preparation.trialPlan(for: state.catalog)
            state.missingTrials = trials.missing
            let now = MonotonicClock.nowNanoseconds()
            let refusals = streams.map {
                ($0.id, state.accounts.refusals(for: $0.id, in: state.catalog, atNanoseconds: now))
            }
            state.plan = preparation.plan(
                state.catalog,
                evidence: PlanningEvidence(
                    trials: trials.outcomes, winners: old.winners,
                    refusals: Dictionary(uniqueKeysWithValues: refusals)))
            // Within the lock: of two plans made at the same time, the later one must reach the streams last.
            for stream in streams { stream.offer(state.plan.pipeline(stream.id)?.candidates ?? []) }
            return (old, state.plan)
        }
        let changes = WinnerChange.between(old.report, and: new.report)
        for change in changes { tell(.notice, change.event) }
        if !changes.isEmpty { LastPlan(in: preparation.installation.plans).remember(new) }
    }

    private func tell(_ level: Logger.Level, _ kind: String, _ subject: String, _ text: String) {
        tell(level, HostEvent(kind: kind, subject: subject, text: text))
    }

    private func tell(_ level: Logger.Level, _ event: HostEvent) {
        logger.log(level: level, "\(event.subject): \(event.text)")
        events.post(event)
    }
}

extension ProbedProvider {
    /// What is new about it, in words; nil when nothing is.
    fileprivate func change(since earlier: ProbedProvider?) -> String? {
        if let left = quarantines.first(where: { earlier?.quarantines.contains($0) != true }) {
            return "quarantined: \(left.reason(provider: id).text)"
        }
        guard let earlier else { return "added: \(file.path): \(summary)" }
        return earlier.verdict == verdict && earlier.offers == offers ? nil : "changed: \(summary)"
    }

    fileprivate var summary: String {
        guard let reason = verdict.reason else { return "\(offers.count) encoders work here" }
        return "\(verdict.name): \(isUnloaded ? reason.description : reason.text)"
    }
}
