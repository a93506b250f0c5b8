// SPDX-License-Identifier: Apache-2.0
import Media
import Providers
import Reports

/// The plan that the host followed the last time it ran with these pipelines on this screen: a winner stays unless
/// another is clearly better, and what changed between two starts is said.
struct LastPlan: Sendable {
    private let memory: MemoryFile<PlanReport>

    init(in memory: MemoryFile<PlanReport>) { self.memory = memory }

    /// Nil when there is none.
    func recall(like plan: Plan) -> PlanReport? { memory.read()[Self.key(of: plan.report)] }

    func remember(_ plan: Plan) {
        let report = plan.report
        memory.update { entries in
            // A few, for people who start Serval with several configurations.
            if entries.count >= 16 { entries = [:] }
            entries[Self.key(of: report)] = report
        }
    }

    private static func key(of report: PlanReport) -> String {
        let ids = report.pipelines.map(\.id).joined(separator: ",")
        return "\(ids) at \(report.screen.width)x\(report.screen.height)@\(report.screen.rate)"
    }
}

extension PlanReport {
    /// The encoder of each pipeline, by pipeline id.
    var winners: [String: CandidateKey] {
        pipelines.reduce(into: [:]) { winners, pipeline in
            guard let chosen = pipeline.chosen else { return }
            winners[pipeline.id] = CandidateKey(
                provider: chosen.provider, encoder: chosen.encoder, device: chosen.device)
        }
    }
}
