// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Reports

extension Plan.Pipeline {
    /// A pipeline that cannot run since its expressions make no sense for the screen.
    init(_ pipeline: VideoPipelineConfiguration, failing error: ConfigurationError) {
        let first = error.diagnostics.first { $0.severity == .error }
        let reason = Reason("bad-expression", first?.message ?? "its expressions cannot be used", hint: first?.advice)
        self.init(
            id: pipeline.id, codec: pipeline.codec, candidates: [],
            report: PlanReport.Pipeline(
                id: pipeline.id, codec: pipeline.codec, selection: pipeline.encoder == .auto ? .auto : .pinned,
                description: "", chosen: nil, candidates: [],
                error: .init(reason, location: first?.location?.description)),
            error: reason, diagnostics: error.diagnostics)
    }
}
