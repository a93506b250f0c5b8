// SPDX-License-Identifier: Apache-2.0
import HostConfig
import Reports

extension Preparation {
    /// Holds the names in the configuration against the installed elements, and adds what is wrong to the plan.
    ///
    /// - Parameter ids: the pipelines in question; empty for all.
    public mutating func checkElements(of ids: [String]) async {
        let pipelines = configuration.video.offeredPipelines.filter { ids.isEmpty || ids.contains($0.id) }
        let evaluated = pipelines.compactMap { try? $0.evaluated(for: capture.screen) }
        let findings = await ElementCheck(worker: installation.worker).findings(
            in: evaluated, source: capture.source, screen: capture.screen)
        plan.add(findings)
    }
}

extension Plan {
    /// Adds what the installed elements have against each pipeline; the first error is why one cannot run.
    mutating func add(_ findings: [ElementFinding]) {
        for index in pipelines.indices {
            let own = findings.filter { $0.pipeline == pipelines[index].id }
            for finding in own { pipelines[index].add(finding) }
        }
        warnings += findings.filter { $0.pipeline == nil }.map { PlanReport.PlanError($0.reason, location: nil) }
    }
}

extension Plan.Pipeline {
    fileprivate mutating func add(_ finding: ElementFinding) {
        let location = finding.diagnostic.location?.description
        // Why an encoder is missing is said by its provider, at the same place, and better.
        if let error = report.error, location != nil, error.location == location { return }
        diagnostics.append(finding.diagnostic)
        report.findings.append(CheckReport.Finding(finding.diagnostic))
        guard finding.diagnostic.severity == .error, error == nil else { return }
        error = finding.reason
        report.error = PlanReport.PlanError(finding.reason, location: location)
    }
}
