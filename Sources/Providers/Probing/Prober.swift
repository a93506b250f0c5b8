// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import WorkerProtocol

/// Probes providers: first for their devices, then for each device in a child of its own, all with deadlines.
public struct Prober: Sendable {
    public var worker: WorkerExecutable
    /// The whole environment of the children, as `NAME=value`.
    public var environment: [String]
    /// The first use of GStreamer on a machine scans all its plugins: some seconds.
    public var inventoryDeadlineMilliseconds: Int
    public var deviceDeadlineMilliseconds: Int
    /// How much memory a child may hold.
    public var residentBytes = WorkerInquiry.usualResidentBytes

    public init(
        worker: WorkerExecutable, environment: [String] = ProbeEnvironment.current(),
        inventoryDeadlineMilliseconds: Int = 20_000, deviceDeadlineMilliseconds: Int = 10_000
    ) {
        self.worker = worker
        self.environment = environment
        self.inventoryDeadlineMilliseconds = inventoryDeadlineMilliseconds
        self.deviceDeadlineMilliseconds = deviceDeadlineMilliseconds
    }

    /// Probes one provider; a hang on one of its devices costs the others nothing.
    ///
    /// - Parameters:
    ///   - devices: the ids of devices that must not be touched.
    ///   - identity: what the file must be to be loaded; nil for any.
    public func probe(
        _ file: ProviderFile, skipping devices: Set<String> = [], identity: FileIdentity? = nil
    ) async -> ProbedProvider {
        let expected = identity.map { ["--identity", $0.description] } ?? []
        var provider = await ask(
            file, ["--depth", "inventory"] + expected, deadlineMilliseconds: inventoryDeadlineMilliseconds)
        let open = provider.openDevices.map(\.id).filter { !devices.contains($0) }
        let answers = await withTaskGroup(of: (String, ProbedProvider).self) { group in
            for device in open {
                group.addTask {
                    let role = ["--depth", "enumerate", "--device", device] + expected
                    return (device, await ask(file, role, deadlineMilliseconds: deviceDeadlineMilliseconds))
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for device in open {
            if let answer = answers[device] { provider.merge(answer, about: device) }
        }
        return provider
    }

    private func ask(
        _ file: ProviderFile, _ options: [String], deadlineMilliseconds: Int
    ) async -> ProbedProvider {
        let inquiry: WorkerInquiry
        do {
            inquiry = try await WorkerInquiry.ask(
                worker, role: ["probe", file.path] + options, environment: environment,
                deadlineMilliseconds: deadlineMilliseconds, residentBytes: residentBytes)
        } catch {
            var provider = ProbedProvider(file: file, records: [], end: .ended(.unknown), standardError: "")
            provider.verdict = .failed(Reason("probe-not-started", error.description))
            return provider
        }
        var records: [ProbeRecord] = []
        var end = inquiry.end
        for message in inquiry.messages {
            do {
                records.append(try Frame.decode(ProbeRecord.self, from: message))
            } catch {
                end = .broke("\(error)")
                break
            }
        }
        return ProbedProvider(file: file, records: records, end: end, standardError: inquiry.standardError)
    }
}
