// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Media
import Processes

/// Trials, made once and remembered as long as the encoder, its driver and the machine are what they were.
public struct TrialBook: Sendable {
    private let runner: TrialRunner
    private let memory: MemoryFile<RememberedTrial>
    private let secondsNow: @Sendable () -> Int64

    /// - Parameters:
    ///   - secondsNow: the time in seconds since 1970.
    public init(
        runner: TrialRunner, memory: MemoryFile<RememberedTrial>,
        secondsNow: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }
    ) {
        self.runner = runner
        self.memory = memory
        self.secondsNow = secondsNow
    }

    /// What is remembered of these subjects, and still holds.
    public func recall(_ subjects: Set<TrialSubject>, in catalog: Catalog) -> [TrialSubject: TrialOutcome] {
        let remembered = memory.read()
        let now = secondsNow()
        return subjects.reduce(into: [:]) { known, subject in
            guard let entry = remembered[Self.key(of: subject, in: catalog)], entry.holds(at: now, rate: subject.rate)
            else { return }
            known[subject] = entry.outcome
        }
    }

    /// Tries this subject now, and remembers what came of it.
    public func run(_ subject: TrialSubject, in catalog: Catalog) async -> TrialOutcome {
        let key = Self.key(of: subject, in: catalog)
        let outcome = await runner.run(subject, isFirstUse: memory.read()[key] == nil)
        let now = secondsNow()
        memory.update { entries in
            entries[key] = RememberedTrial(outcome, at: now, after: entries[key])
            for (key, entry) in entries where now - entry.at > RememberedTrial.keptSeconds { entries[key] = nil }
        }
        return outcome
    }

    /// Everything that an outcome depends on: the subject, its provider and drivers, and the processor.
    private static func key(of subject: TrialSubject, in catalog: Catalog) -> String {
        var hash = StableHash()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        hash.add((try? encoder.encode(subject)).map { String(decoding: $0, as: UTF8.self) } ?? "\(subject)")
        hash.add(catalog.providers.first { $0.id == subject.provider }?.fingerprint ?? "")
        hash.add(processor)
        return "\(subject.encoder) \(subject.resolution)@\(subject.rate) \(hash.text)"
    }

    /// The processor's name and how much of it is ours.
    private static let processor: String = {
        let description = FileState.text(of: "/proc/cpuinfo") ?? ""
        let model = description.split(separator: "\n").first { $0.hasPrefix("model name") } ?? ""
        return "\(model) × \(AllowedProcessors.count())"
    }()
}
