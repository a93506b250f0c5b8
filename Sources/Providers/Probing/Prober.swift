// SPDX-License-Identifier: Apache-2.0
import CProcess
import Glibc
import Media
import Processes
import WorkerProtocol

/// Probes providers, each in a child of its own with a deadline.
public struct Prober: Sendable {
    public var worker: WorkerExecutable
    /// The first use of GStreamer on a machine scans all its plugins: some seconds.
    public var deadlineMilliseconds: Int

    public init(worker: WorkerExecutable, deadlineMilliseconds: Int = 20_000) {
        self.worker = worker
        self.deadlineMilliseconds = deadlineMilliseconds
    }

    /// Probes all of them side by side; the results keep the files' order.
    public func probe(_ files: [ProviderFile]) async -> [ProbedProvider] {
        await withTaskGroup(of: (Int, ProbedProvider).self) { group in
            for (index, file) in files.enumerated() {
                group.addTask { (index, await probe(file)) }
            }
            var results = [ProbedProvider?](repeating: nil, count: files.count)
            for await (index, result) in group { results[index] = result }
            return results.compactMap { $0 }
        }
    }

    /// Probes one provider.
    public func probe(_ file: ProviderFile) async -> ProbedProvider {
        let inquiry: WorkerInquiry
        do {
            inquiry = try await WorkerInquiry.ask(
                worker, role: ["probe", file.path], environment: ProbeEnvironment.current(),
                deadlineMilliseconds: deadlineMilliseconds)
        } catch {
            let failure = Reason("probe-not-started", error.description)
            var provider = ProbedProvider(file: file, records: [], end: .ended(.unknown), standardError: "")
            provider.verdict = .failed(failure)
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

/// What of the environment a probe child sees: enough for drivers and GStreamer, nothing else.
enum ProbeEnvironment {
    private static let names: Set<String> = [
        "HOME", "PATH", "LANG", "LC_ALL", "TMPDIR", "DISPLAY", "XAUTHORITY", "LD_LIBRARY_PATH",
    ]
    private static let prefixes = ["XDG_", "GST_", "LIBVA_", "CUDA_", "NVIDIA_", "VK_", "MESA_", "ASAN_", "LSAN_"]

    static func current() -> [String] {
        var kept = ["SWIFT_BACKTRACE=enable=no", "LD_BIND_NOW=1"]
        var entry = cprocess_environment()
        while let text = entry.pointee {
            let variable = String(cString: text)
            let name = String(variable.prefix { $0 != "=" })
            if names.contains(name) || prefixes.contains(where: name.hasPrefix) { kept.append(variable) }
            entry += 1
        }
        return kept
    }
}
