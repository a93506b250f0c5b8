// SPDX-License-Identifier: Apache-2.0
import HostConfig
import Media
import Pipelines
import Providers
import Reports
import WorkerProtocol
import Workers

/// Turns a configuration and a catalog into a plan. Pure: no clock, no file, no process.
public struct Planner: Sendable {
    public var source: CaptureSource
    public var screen: Screen
    public var catalog: Catalog
    /// How many threads a software encoder gets where the configuration does not say.
    public var encoderThreads: Int
    /// What the configuration says of the encoders of all pipelines.
    public var rules: EncoderRules
    /// Trials, earlier winners, and what cannot be used at the moment.
    public var evidence: PlanningEvidence
    public var policy: SelectionPolicy

    public init(
        source: CaptureSource, screen: Screen, catalog: Catalog, encoderThreads: Int,
        rules: EncoderRules = .init(), evidence: PlanningEvidence = .init(), policy: SelectionPolicy = .init()
    ) {
        self.source = source
        self.screen = screen
        self.catalog = catalog
        self.encoderThreads = encoderThreads
        self.rules = rules
        self.evidence = evidence
        self.policy = policy
    }

    /// The plan for all offered pipelines.
    public func plan(for video: VideoConfiguration) -> Plan {
        let pipelines = video.offeredPipelines
        return Plan(
            screen: screen, pipelines: pipelines.map(plan),
            warnings: ([rules] + pipelines.map(\.rules)).flatMap(catalog.warnings))
    }

    private func plan(for pipeline: VideoPipelineConfiguration) -> Plan.Pipeline {
        do throws(ConfigurationError) {
            return plan(for: try pipeline.evaluated(for: screen))
        } catch {
            return Plan.Pipeline(pipeline, failing: error)
        }
    }

    private func plan(for pipeline: EvaluatedPipeline) -> Plan.Pipeline {
        if let description = pipeline.description { return verbatim(pipeline, description) }
        switch pipeline.encoder {
        case .auto: return selected(pipeline, element: nil)
        case .element(let element):
            let isKnown = catalog.entries.contains { $0.encoder.element == element }
            return isKnown ? selected(pipeline, element: element) : pinnedUnknown(pipeline, element)
        }
    }
}

// MARK: - What has to be tried

extension Planner {
    /// What must be known of each pipeline's encoders before they are trusted, by pipeline id.
    ///
    /// Pipelines that name their element, or bring their own description, are taken at their word.
    public func trialSubjects(for video: VideoConfiguration) -> [String: [CandidateKey: TrialSubject]] {
        video.offeredPipelines.reduce(into: [:]) { subjects, pipeline in
            guard pipeline.description == nil, pipeline.encoder == .auto,
                let pipeline = try? pipeline.evaluated(for: screen)
            else { return }
            let requirement = requirement(pipeline, element: nil)
            let selection = Selection(
                for: requirement, among: catalog.entries, rules: pipeline.rules.within(rules).selectionRules,
                policy: policy)
            subjects[pipeline.id] = selection.eligible.reduce(into: [:]) { own, candidate in
                own[candidate.entry.key] = TrialSubject(
                    candidate.entry, for: requirement, overrides: overrides(pipeline))
            }
        }
    }
}

// MARK: - The three kinds of pipelines

extension Planner {
    /// The user's own description, as written but for the display.
    private func verbatim(_ pipeline: EvaluatedPipeline, _ text: String) -> Plan.Pipeline {
        var display: String?
        if case .display(let name) = source { display = name }
        if display == nil, text.contains("{display}") {
            return failed(
                pipeline, .verbatim, [],
                Reason(
                    "no-display", "the description captures {display}, and there is no display",
                    hint: "set DISPLAY, capture.video.display or --display"),
                at: pipeline.location(of: .description)?.description)
        }
        let description = fillPlaceholders(in: text, display: display)
        let candidate = StreamCandidate(
            provider: nil, encoder: nil, device: nil,
            start: EncodeStart(description: description, codec: pipeline.codec))
        return Plan.Pipeline(
            id: pipeline.id, codec: pipeline.codec, candidates: [candidate],
            report: PlanReport.Pipeline(
                id: pipeline.id, codec: pipeline.codec, selection: .verbatim, description: description, chosen: nil,
                candidates: [], error: nil))
    }

    /// An element that no provider describes: taken at its word, as neko does.
    private func pinnedUnknown(_ pipeline: EvaluatedPipeline, _ element: String) -> Plan.Pipeline {
        if let name = pipeline.rules.within(rules).forbid.first(where: { $0.pattern.matches(element) }) {
            let reason = Reason(
                "no-encoder", "\(element) cannot be used: the configuration forbids \(name.pattern)")
            return failed(pipeline, .pinned, [], reason, at: name.location?.description)
        }
        let properties =
            [ElementRecipe.Property(name: "name", value: "encoder")] + configuredProperties(pipeline)
        let description = video(pipeline).description(encoder: [
            .element(factory: "videoconvert", properties: []), .element(factory: element, properties: properties),
        ])
        let candidate = StreamCandidate(
            provider: nil, encoder: element, device: nil,
            start: EncodeStart(description: description.text, codec: pipeline.codec))
        return Plan.Pipeline(
            id: pipeline.id, codec: pipeline.codec, candidates: [candidate],
            report: PlanReport.Pipeline(
                id: pipeline.id, codec: pipeline.codec, selection: .pinned, description: description.text,
                chosen: nil, candidates: [], error: nil))
    }

    /// The catalog's encoders, ordered by selection; with an element named, only that one.
    private func selected(_ pipeline: EvaluatedPipeline, element: String?) -> Plan.Pipeline {
        let requirement = requirement(pipeline, element: element)
        let rules = pipeline.rules.within(rules)
        let selection = Selection(
            for: requirement, among: catalog.entries,
            rules: element == nil ? rules.selectionRules : rules.selectionRulesBesideElement,
            evidence: evidence.evidence(for: pipeline.id), policy: policy)
        var rows: [PlanReport.Candidate] = []
        var candidates: [StreamCandidate] = []
        for candidate in selection.eligible {
            do throws(Reason) {
                candidates.append(try streamCandidate(candidate, requirement, pipeline))
                rows.append(
                    row(
                        candidate, candidates.count == 1 ? .chosen : .eligible, rank: candidates.count))
            } catch {
                rows.append(row(Selection.Candidate(entry: candidate.entry, reason: error), .rejected, rank: nil))
            }
        }
        rows += selection.rejected.map { row($0, .rejected, rank: nil) }
        let kind: PlanReport.Selection = element == nil ? .auto : .pinned
        guard let chosen = candidates.first else {
            let (reason, location) = noEncoder(pipeline, element, rules, rows)
            return failed(pipeline, kind, rows, reason, at: location?.description)
        }
        return Plan.Pipeline(
            id: pipeline.id, codec: pipeline.codec, candidates: candidates,
            report: PlanReport.Pipeline(
                id: pipeline.id, codec: pipeline.codec, selection: kind, description: chosen.start.description,
                chosen: chosen.choice, candidates: rows, error: nil))
    }

    private func failed(
        _ pipeline: EvaluatedPipeline, _ kind: PlanReport.Selection, _ rows: [PlanReport.Candidate],
        _ reason: Reason, at location: String?
    ) -> Plan.Pipeline {
        Plan.Pipeline(
            id: pipeline.id, codec: pipeline.codec, candidates: [],
            report: PlanReport.Pipeline(
                id: pipeline.id, codec: pipeline.codec, selection: kind, description: "", chosen: nil,
                candidates: rows, error: .init(reason, location: location)),
            error: reason)
    }
}

// MARK: - Parts

extension Planner {
    private func video(_ pipeline: EvaluatedPipeline) -> VideoPipeline {
        VideoPipeline(
            source: source, screen: screen, size: pipeline.size, rate: pipeline.rate,
            showPointer: pipeline.showPointer, prefix: pipeline.prefix ?? "", suffix: pipeline.suffix ?? "")
    }

    private func parameters(_ pipeline: EvaluatedPipeline) -> EncoderParameters {
        let bitrate = pipeline.bitrateKbps ?? 2500
        return EncoderParameters(
            bitrateKbps: bitrate, maxBitrateKbps: pipeline.maxBitrateKbps,
            keyframeIntervalFrames: pipeline.keyframeIntervalFrames ?? 0, speed: pipeline.speed ?? .veryfast,
            threads: encoderThreads)
    }

    /// As in neko, named parameters are the whole of them; without any, the recipe knows best.
    private func overrides(_ pipeline: EvaluatedPipeline) -> [ElementRecipe.Property]? {
        pipeline.parameters.isEmpty ? nil : configuredProperties(pipeline)
    }

    private func requirement(_ pipeline: EvaluatedPipeline, element: String?) -> EncodeRequirement {
        let video = video(pipeline)
        return EncodeRequirement(
            codec: pipeline.codec, resolution: video.encodedSize, rate: video.encodedRate,
            parameters: parameters(pipeline), mode: pipeline.mode, element: element)
    }

    private func configuredProperties(_ pipeline: EvaluatedPipeline) -> [ElementRecipe.Property] {
        pipeline.properties
    }

    private func streamCandidate(
        _ candidate: Selection.Candidate, _ requirement: EncodeRequirement, _ pipeline: EvaluatedPipeline
    ) throws(Reason) -> StreamCandidate {
        let entry = candidate.entry
        guard let offer = entry.offer else { throw Reason("no-offer", "it has no offer") }
        var parameters = requirement.parameters
        // What worked in the trial, where the driver fails with what was asked.
        if let trial = candidate.trial { parameters.rateControl = trial.rateControl }
        let parts = try offer.parts(for: entry.encoder, with: parameters, overrides: overrides(pipeline))
        let live = offer.liveBitrate(of: entry.encoder).map {
            EncodeStart.LiveBitrate(property: $0.property, numerator: $0.numerator, denominator: $0.denominator)
        }
        return StreamCandidate(
            provider: entry.provider, encoder: entry.encoder.id, device: entry.device?.id,
            start: EncodeStart(
                description: video(pipeline).description(encoder: parts).text, codec: pipeline.codec,
                liveBitrate: live, native: entry.native))
    }

    private func row(
        _ candidate: Selection.Candidate, _ state: PlanReport.CandidateState, rank: Int?
    ) -> PlanReport.Candidate {
        PlanReport.Candidate(
            rank: rank, provider: candidate.entry.provider, encoder: candidate.entry.encoder.id,
            device: candidate.entry.device?.id, state: state, score: candidate.score,
            trial: candidate.trial.map(EncodersReport.Trial.init), reason: candidate.reason)
    }
}

extension StreamCandidate {
    fileprivate var choice: PlanReport.Choice? {
        guard let provider, let encoder else { return nil }
        return PlanReport.Choice(provider: provider, encoder: encoder, device: device ?? "")
    }
}
