// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import Providers

/// `serval encoders --trial`: every encoder that works here on the same work, for comparison.
public struct EncoderTrials: Sendable {
    /// The size and rate that all are tried at.
    public var screen: Screen
    private let installation: Installation

    public init(screen: Screen, installation: Installation) {
        self.screen = screen
        self.installation = installation
    }

    /// Tries those of a codec, or all, that are not remembered; one after another.
    ///
    /// - Parameters:
    ///   - refresh: to try even those that are remembered.
    ///   - onProgress: called before each trial.
    public func run(
        _ catalog: Catalog, codec: Codec?, refresh: Bool, onProgress: (TrialProgress) -> Void
    ) async -> [CandidateKey: TrialOutcome] {
        let subjects = subjects(of: catalog.entries.filter { codec == nil || $0.encoder.codec == codec })
        var outcomes = refresh ? [:] : installation.trials.recall(Set(subjects.map(\.subject)), in: catalog)
        let missing = subjects.map(\.subject).filter { outcomes[$0] == nil }
        for (index, subject) in missing.enumerated() {
            onProgress(TrialProgress(number: index + 1, count: missing.count, subject: subject))
            outcomes[subject] = await installation.trials.run(subject, in: catalog)
        }
        return subjects.reduce(into: [:]) { $0[$1.key] = outcomes[$1.subject] }
    }

    private func subjects(of entries: [Catalog.Entry]) -> [(key: CandidateKey, subject: TrialSubject)] {
        let parameters = EncoderParameters(threads: AllowedProcessors.encoderThreads(of: AllowedProcessors.count()))
        return entries.compactMap { entry in
            let requirement = EncodeRequirement(
                codec: entry.encoder.codec, resolution: screen.resolution, rate: screen.rate, parameters: parameters)
            return TrialSubject(entry, for: requirement).map { (entry.key, $0) }
        }
    }
}
