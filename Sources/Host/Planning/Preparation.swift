// SPDX-License-Identifier: Apache-2.0
import HostConfig
import Media
import Processes
import Providers
import Reports

/// Everything known before anything runs: the providers' verdicts, the screen, the plan.
public struct Preparation: Sendable {
    public var configuration: Configuration
    public var installation: Installation
    public var catalog: Catalog
    public var capture: CaptureChoice
    public var plan: Plan
    /// What the host followed the last time; nil when it never ran so.
    var last: PlanReport?
    /// Providers that are yet to be asked.
    public var questions: [ProviderSurvey.Question]

    /// Knows the providers and the display, asking side by side, then plans on the trials that are remembered.
    ///
    /// - Throws: `Reason`; codes `no-worker`, `no-display`.
    public static func make(for configuration: Configuration, wish: CaptureWish) async throws(Reason) -> Preparation {
        let installation = try Installation.find(for: configuration)
        async let catalog = installation.survey.catalog()
        let capture = try await choose(wish, configuration, installation)
        return await Preparation(configuration, installation, catalog, capture, questions: [])
    }

    /// Makes the trials that are not remembered, then plans anew.
    ///
    /// - Parameter onProgress: called before each trial.
    public mutating func completeTrials(onProgress: (TrialProgress) -> Void) async {
        var trials = trialPlan(for: catalog)
        let missing = trials.missing
        for (index, subject) in missing.enumerated() {
            onProgress(TrialProgress(number: index + 1, count: missing.count, subject: subject))
            trials.add(await installation.trials.run(subject, in: catalog), of: subject)
        }
        plan = plan(catalog, evidence: evidence(trials))
    }

    /// Knows what is remembered; asks at most one provider, where nothing is: Serval's own software encoders, which
    /// come first.
    ///
    /// - Throws: `Reason`; codes `no-worker`, `no-display`.
    public static func quick(for configuration: Configuration, wish: CaptureWish) async throws(Reason) -> Preparation {
        let installation = try Installation.find(for: configuration)
        async let recollection = recallOrAskFirst(installation.survey)
        let capture = try await choose(wish, configuration, installation)
        let (known, questions) = await (recollection.known, recollection.questions)
        let catalog = installation.survey.catalog(of: known)
        return Preparation(configuration, installation, catalog, capture, questions: questions)
    }

    private static func recallOrAskFirst(_ survey: ProviderSurvey) async -> ProviderSurvey.Recollection {
        var recollection = survey.recall()
        if recollection.known.allSatisfy(\.isUnloaded), !recollection.questions.isEmpty {
            recollection.known += await survey.ask([recollection.questions.removeFirst()])
        }
        return recollection
    }

    private init(
        _ configuration: Configuration, _ installation: Installation, _ catalog: Catalog, _ capture: CaptureChoice,
        questions: [ProviderSurvey.Question]
    ) {
        self.configuration = configuration
        self.installation = installation
        self.catalog = catalog
        self.capture = capture
        self.questions = questions
        plan = Plan(screen: capture.screen, pipelines: [])
        plan = plan(catalog, evidence: PlanningEvidence())
        // Which plan was the last one shows by the pipelines alone, and only then there are winners to keep.
        last = LastPlan(in: installation.plans).recall(like: plan)
        plan = plan(catalog, evidence: evidence(trialPlan(for: catalog)))
    }

    private func evidence(_ trials: TrialPlan) -> PlanningEvidence {
        PlanningEvidence(trials: trials.outcomes, winners: last?.winners ?? [:])
    }

    /// The plan that follows from a catalog; all else being the same.
    func plan(_ catalog: Catalog, evidence: PlanningEvidence) -> Plan {
        var planner = planner(for: catalog)
        planner.evidence = evidence
        return planner.plan(for: configuration.video)
    }

    /// The trials of a catalog's encoders, as far as they are remembered.
    func trialPlan(for catalog: Catalog) -> TrialPlan {
        let subjects = planner(for: catalog).trialSubjects(for: configuration.video)
        return TrialPlan(subjects, recalledFrom: installation.trials, in: catalog)
    }

    private func planner(for catalog: Catalog) -> Planner {
        let processors = AllowedProcessors.count()
        return Planner(
            source: capture.source, screen: capture.screen, catalog: catalog,
            encoderThreads: AllowedProcessors.encoderThreads(of: processors), rules: configuration.providers.rules,
            policy: SelectionPolicy(processors: processors))
    }

    private static func choose(
        _ wish: CaptureWish, _ configuration: Configuration, _ installation: Installation
    ) async throws(Reason) -> CaptureChoice {
        var wish = wish
        if wish.display == nil { wish.display = configuration.video.display }
        return try await CaptureChoice.make(for: wish, worker: installation.worker)
    }
}
