// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

extension VideoPipelineConfiguration {
    /// What the expressions come to for a screen.
    ///
    /// - Throws: `ConfigurationError` with every value that cannot be calculated, or makes no sense where it is used.
    public func evaluated(for screen: Screen) throws(ConfigurationError) -> EvaluatedPipeline {
        let faults = FaultLog()
        let evaluated = PipelineEvaluator.evaluate(self, for: screen, faults: faults)
        guard !faults.hasErrors else { throw ConfigurationError(faults.diagnostics) }
        return evaluated
    }
}
