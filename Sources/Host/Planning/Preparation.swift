// SPDX-License-Identifier: Apache-2.0
import HostConfig
import Media
import Processes
import Providers

/// Everything known before anything runs: the providers' verdicts, the screen, the plan.
public struct Preparation: Sendable {
    public var configuration: Configuration
    public var worker: WorkerExecutable
    public var catalog: Catalog
    public var capture: CaptureChoice
    public var plan: Plan

    /// Probes the providers and the display side by side, then plans.
    ///
    /// - Throws: `Reason`; codes `no-worker`, `no-display`.
    public static func make(
        for configuration: Configuration, wish: CaptureWish
    ) async throws(Reason) -> Preparation {
        let worker = try locateWorker()
        var wish = wish
        if wish.display == nil { wish.display = configuration.video.display }
        async let probed = probe(configuration, worker: worker)
        let capture = try await CaptureChoice.make(for: wish, worker: worker)
        let catalog = await probed
        let planner = Planner(
            source: capture.source, screen: capture.screen, catalog: catalog,
            encoderThreads: AllowedProcessors.encoderThreads(of: AllowedProcessors.count()))
        return Preparation(
            configuration: configuration, worker: worker, catalog: catalog, capture: capture,
            plan: planner.plan(for: configuration.video))
    }

    /// The catalog alone.
    ///
    /// - Throws: `Reason` with code `no-worker`.
    public static func catalog(for configuration: Configuration) async throws(Reason) -> Catalog {
        await probe(configuration, worker: try locateWorker())
    }

    private static func probe(_ configuration: Configuration, worker: WorkerExecutable) async -> Catalog {
        let path = SearchPath.standard(configured: configuration.providers.paths)
        return Catalog(providers: await Prober(worker: worker).probe(path.providerFiles()))
    }

    private static func locateWorker() throws(Reason) -> WorkerExecutable {
        do {
            return try WorkerExecutable.locate()
        } catch {
            throw Reason("no-worker", error.description)
        }
    }
}
