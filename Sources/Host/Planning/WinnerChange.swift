// SPDX-License-Identifier: Apache-2.0
import Reports

/// Another encoder than before for a pipeline, and why.
public struct WinnerChange: Sendable, Hashable {
    /// The pipeline's id.
    public var pipeline: String
    /// Nil where nothing could run.
    public var old: PlanReport.Choice?
    /// Nil where nothing can run any more.
    public var new: PlanReport.Choice?
    public var why: String

    /// The pipelines of both plans whose choice is not the same, in the new plan's order.
    ///
    /// Pipelines that only one of them has are no changes: somebody edited the configuration.
    public static func between(_ old: PlanReport, and new: PlanReport) -> [WinnerChange] {
        new.pipelines.compactMap { pipeline in
            guard let before = old.pipelines.first(where: { $0.id == pipeline.id }), before.chosen != pipeline.chosen
            else { return nil }
            return WinnerChange(
                pipeline: pipeline.id, old: before.chosen, new: pipeline.chosen,
                why: why(from: before.chosen, to: pipeline))
        }
    }

    /// What `/api/events` sends.
    public var event: HostEvent { HostEvent(kind: "selection", subject: pipeline, text: text) }

    /// `x264enc on cpu in place of vah264enc on pci:0000:00:02.0: …`.
    public var text: String {
        let before = old.map(Self.label) ?? "nothing"
        return "\(new.map(Self.label) ?? "nothing") in place of \(before): \(why)"
    }

    private static func label(_ choice: PlanReport.Choice) -> String {
        choice.device.isEmpty ? choice.encoder : "\(choice.encoder) on \(choice.device)"
    }

    private static func why(from old: PlanReport.Choice?, to pipeline: PlanReport.Pipeline) -> String {
        if let error = pipeline.error { return error.text }
        if pipeline.selection == .verbatim { return "the configuration brings the whole description" }
        let winner = pipeline.candidates.first { $0.state == .chosen }?.reason.text ?? "the configuration names it"
        guard let old else { return winner }
        let rest = pipeline.candidates.filter {
            $0.provider == old.provider && $0.encoder == old.encoder
        }
        guard let own = rest.first(where: { ($0.device ?? "") == old.device }) else {
            // An encoder without any device left stands in the plan without one, and says why.
            let cause = rest.first { $0.device == nil }?.reason.text ?? "it is not there any more"
            return "\(old.encoder): \(cause)"
        }
        return own.state == .rejected ? "\(old.encoder): \(own.reason.text)" : winner
    }
}
