// SPDX-License-Identifier: Apache-2.0
import HostConfig
import Media
import Processes
import Providers

/// Everything known before anything runs: the providers' verdicts, the screen, the plan.
public struct Preparation: Sendable {
    public var configuration: Configuration
    public var installation: Installation
    public var catalog: Catalog
    public var capture: CaptureChoice
    public var plan: Plan
    /// Providers that are yet to be asked.
    public var questions: [ProviderSurvey.Question]

    /// Knows the providers and the display, asking side by side, then plans.
    ///
    /// - Throws: `Reason`; codes `no-worker`, `no-display`.
    public static func make(for configuration: Configuration, wish: CaptureWish) async throws(Reason) -> Preparation {
        let installation = try Installation.find(for: configuration)
        async let catalog = installation.survey.catalog()
        let capture = try await choose(wish, configuration, installation)
        return await Preparation(configuration, installation, catalog, capture, questions: [])
    }

    /// Knows what is remembered; asks at most one provider, where nothing is: Serval's own software encoders, which
    /// come first.
    ///
    /// - Throws: `Reason`; codes `no-worker`, `no-display`.
    public static func quick(for configuration: Configuration, wish: CaptureWish) async throws(Reason) -> Preparation {
        let installation = try Installation.find(for: configuration)
        async let recollection = recall(something: installation.survey)
        let capture = try await choose(wish, configuration, installation)
        let (known, questions) = await (recollection.known, recollection.questions)
        let catalog = installation.survey.catalog(of: known)
        return Preparation(configuration, installation, catalog, capture, questions: questions)
    }

    private static func recall(something survey: ProviderSurvey) async -> ProviderSurvey.Recollection {
        var recollection = survey.recall()
        if recollection.known.isEmpty, !recollection.questions.isEmpty {
            recollection.known = await survey.ask([recollection.questions.removeFirst()])
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
        plan = Self.plan(configuration, catalog, capture)
    }

    /// The plan that follows from a catalog; all else being the same.
    static func plan(
        _ configuration: Configuration, _ catalog: Catalog, _ capture: CaptureChoice,
        evidence: PlanningEvidence = .init()
    ) -> Plan {
        let processors = AllowedProcessors.count()
        return Planner(
            source: capture.source, screen: capture.screen, catalog: catalog,
            encoderThreads: AllowedProcessors.encoderThreads(of: processors), rules: configuration.providers.rules,
            evidence: evidence, policy: SelectionPolicy(processors: processors)
        ).plan(for: configuration.video)
    }

    private static func choose(
        _ wish: CaptureWish, _ configuration: Configuration, _ installation: Installation
    ) async throws(Reason) -> CaptureChoice {
        var wish = wish
        if wish.display == nil { wish.display = configuration.video.display }
        return try await CaptureChoice.make(for: wish, worker: installation.worker)
    }
}
