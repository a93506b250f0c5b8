// SPDX-License-Identifier: Apache-2.0
import Media
import Providers

/// The trials that a plan rests on: those that are known, and those that are yet to be made.
struct TrialPlan: Sendable {
    private let subjects: [String: [CandidateKey: TrialSubject]]
    private var known: [TrialSubject: TrialOutcome]

    /// - Parameter subjects: by pipeline id, as the planner names them.
    init(_ subjects: [String: [CandidateKey: TrialSubject]], recalledFrom book: TrialBook, in catalog: Catalog) {
        self.subjects = subjects
        known = book.recall(Set(subjects.values.flatMap(\.values)), in: catalog)
    }

    /// What is not known, each once, in a stable order: the same work for several pipelines is tried once.
    var missing: [TrialSubject] {
        var seen: Set<TrialSubject> = []
        return subjects.sorted { $0.key < $1.key }.flatMap { pipeline in
            pipeline.value.sorted { $0.key < $1.key }.map(\.value)
        }.filter { known[$0] == nil && seen.insert($0).inserted }
    }

    /// The outcomes, by pipeline id.
    var outcomes: [String: [CandidateKey: TrialOutcome]] {
        subjects.mapValues { own in own.compactMapValues { known[$0] } }
    }

    mutating func add(_ outcome: TrialOutcome, of subject: TrialSubject) { known[subject] = outcome }
}
