// SPDX-License-Identifier: Apache-2.0
import CProcess
import Conformance
import HostConfig
import Media
import Processes
import Providers
import Reports

/// What there is of Serval on this machine: its worker, its providers, and what it remembers of them.
public struct Installation: Sendable {
    public var worker: WorkerExecutable
    public var survey: ProviderSurvey
    public var trials: TrialBook
    /// What `run` planned the last time.
    var plans: MemoryFile<PlanReport>

    /// Finds the worker and the cache; starts nothing.
    ///
    /// - Throws: `Reason` with code `no-worker`.
    public static func find(for configuration: Configuration) throws(Reason) -> Installation {
        var worker = try locateWorker()
        let cache = CacheFolder.find()
        var probing = ProbeEnvironment.current()
        if let registry = registry(in: cache, probing) {
            probing.append(registry)
            worker.environment = ownEnvironment() + [registry]
        }
        let survey = ProviderSurvey(
            path: SearchPath.standard(configured: configuration.providers.paths),
            prober: Prober(worker: worker, environment: probing),
            memory: MemoryFile(path: cache.map { "\($0)/providers.json" }),
            pins: configuration.providers.pins.map { pins in
                ProviderPins(Dictionary(pins.map { ($0.library, $0.sum) }, uniquingKeysWith: { first, _ in first }))
            },
            sums: MemoryFile(path: cache.map { "\($0)/sums.json" }))
        let trials = TrialBook(
            runner: TrialRunner(worker: worker, environment: probing),
            memory: MemoryFile(path: cache.map { "\($0)/trials.json" }))
        return Installation(
            worker: worker, survey: survey, trials: trials,
            plans: MemoryFile(path: cache.map { "\($0)/plans.json" }))
    }

    /// What holds provider libraries against the checks; needs no configuration.
    ///
    /// - Throws: `Reason` with code `no-worker`.
    public static func conformanceRun() throws(Reason) -> ConformanceRun {
        let environment = ProbeEnvironment.current()
        let registry = registry(in: CacheFolder.find(), environment)
        return ConformanceRun(
            worker: try locateWorker(), environment: environment + (registry.map { [$0] } ?? []))
    }

    private static func locateWorker() throws(Reason) -> WorkerExecutable {
        do throws(WorkerExecutable.Missing) {
            return try WorkerExecutable.locate()
        } catch {
            throw Reason("no-worker", error.description)
        }
    }

    /// The variable that names GStreamer's registry; nil where the user has one, or nothing can be written.
    private static func registry(in cache: String?, _ environment: [String]) -> String? {
        guard let cache, !environment.contains(where: { $0.hasPrefix("GST_REGISTRY") }) else { return nil }
        return "GST_REGISTRY_1_0=" + GStreamerRegistry.path(in: cache, environment: environment)
    }

    private static func ownEnvironment() -> [String] {
        var variables: [String] = []
        var entry = cprocess_environment()
        while let text = entry.pointee {
            variables.append(String(cString: text))
            entry += 1
        }
        return variables
    }
}
