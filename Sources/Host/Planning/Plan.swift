// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media
import Reports
import Workers

/// What `run` would do for each offered pipeline, and why.
public struct Plan: Sendable, Hashable {
    /// One pipeline id: how it runs, or why it cannot.
    public struct Pipeline: Sendable, Hashable {
        public var id: String
        public var codec: Codec
        /// Best first; empty when nothing can run.
        public var candidates: [StreamCandidate]
        public var report: PlanReport.Pipeline
        /// Why nothing can run; nil when something can.
        public var error: Reason?
        /// What is wrong with the pipeline's expressions for this screen, with places.
        public var diagnostics: [Diagnostic] = []
    }

    public var screen: Screen
    /// In the order of the configuration's ids; the first is the default.
    public var pipelines: [Pipeline]
    /// What in the configuration has no effect here.
    public var warnings: [PlanReport.PlanError] = []

    /// The report of `serval plan`.
    public var report: PlanReport {
        PlanReport(screen: screen, pipelines: pipelines.map(\.report), warnings: warnings)
    }

    /// The encoder that each pipeline would use, by pipeline id: what the next plan starts from.
    public var winners: [String: CandidateKey] {
        pipelines.reduce(into: [:]) { winners, pipeline in winners[pipeline.id] = pipeline.candidates.first?.key }
    }

    public func pipeline(_ id: String) -> Pipeline? { pipelines.first { $0.id == id } }
}
