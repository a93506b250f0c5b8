// SPDX-License-Identifier: Apache-2.0
import Glibc
import LibraryFiles
import Media

/// What is known of all providers: remembered where that still holds, asked where it does not.
public struct ProviderSurvey: Sendable {
    /// A provider that has to be asked.
    public struct Question: Sendable, Hashable {
        public var file: ProviderFile
        /// Why what is remembered, if anything, does not hold.
        public var why: String
        var finding: FileInspection.Finding
        var skippedDevices: Set<String>
    }

    /// What is known without asking, and what has to be asked.
    public struct Recollection: Sendable {
        public var known: [ProbedProvider]
        public var questions: [Question]
    }

    private let path: SearchPath
    private let prober: Prober
    private let memory: MemoryFile<RememberedProbe>
    private let pins: ProviderPins?
    private let sums: MemoryFile<FileSum>
    private let secondsNow: @Sendable () -> Int64

    /// - Parameters:
    ///   - pins: the only libraries that may be loaded besides Serval's own; nil for all that can be trusted.
    ///   - sums: where the sums of those are remembered.
    ///   - secondsNow: the time in seconds since 1970.
    public init(
        path: SearchPath, prober: Prober, memory: MemoryFile<RememberedProbe>, pins: ProviderPins? = nil,
        sums: MemoryFile<FileSum> = MemoryFile(path: nil),
        secondsNow: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }
    ) {
        self.path = path
        self.prober = prober
        self.memory = memory
        self.pins = pins
        self.sums = sums
        self.secondsNow = secondsNow
    }

    /// Where something may change that answers depend on.
    public var watchedFolders: [String] {
        let libraries = Set(
            path.providerFiles().map { file in
                String(file.path[..<(file.path.lastIndex(of: "/") ?? file.path.startIndex)])
            })
        return path.folders.filter { $0.hasPrefix("/") } + libraries.sorted() + GStreamerRegistry.watchedFolders
    }

    /// Folders on the way to libraries that are not Serval's own: who can write to one can replace the library.
    public var foldersOnTheWay: [String] {
        var walk = PathWalk()
        let files = path.providerFiles().filter { !$0.isBuiltIn }
        let passed = files.flatMap { walk.steps(to: $0.link ?? $0.path) ?? [] }
        return Set(passed.filter { $0.kind == .folder }.map(\.path)).sorted()
    }

    /// Looks at files only; starts nothing. Blocks for the time of some hundred `stat` calls.
    ///
    /// - Parameter refresh: to believe nothing that is remembered, but what is quarantined.
    public func recall(refresh: Bool = false) -> Recollection {
        let host = HostState.current(worker: prober.worker.path, environment: prober.environment)
        let remembered = memory.read()
        let now = secondsNow()
        var recollection = Recollection(known: [], questions: [])
        var inspection = FileInspection(
            pins: pins, sums: sums, worker: prober.worker.path, environment: prober.environment, user: geteuid())
        for file in path.providerFiles() {
            let entry = remembered[file.path]
            let key = host.key(of: file).adding(sources: entry?.provider.sources ?? [])
            var finding = inspection.trust(file)
            if finding.refusal != nil {
                recollection.known.append(ProbedProvider(file: file, finding, key))
                continue
            }
            switch decision(on: entry, key: key, now: now, refresh: refresh) {
            case .remembered:
                if let entry { recollection.known.append(entry.judged(at: now).with(finding)) }
            case .probe(let why, let skipped):
                finding.refusal = inspection.soundness(of: file)
                if finding.refusal != nil {
                    recollection.known.append(ProbedProvider(file: file, finding, key))
                    continue
                }
                recollection.questions.append(
                    Question(file: file, why: why, finding: finding, skippedDevices: skipped))
            }
        }
        return recollection
    }

    private func decision(
        on entry: RememberedProbe?, key: ProbeKey, now: Int64, refresh: Bool
    ) -> ProbeDecision {
        let decision = ProbeDecision.decide(entry, key: key, now: now)
        guard refresh, let entry, decision == .remembered, entry.quarantine(of: "", at: now) == nil else {
            return decision
        }
        return .probe(why: "it was asked for", skipping: Set(entry.quarantines(at: now).map(\.device)))
    }

    /// Asks, and remembers the answers.
    ///
    /// - Parameter onAnswer: called for each as it comes, one after the other.
    public func ask(
        _ questions: [Question], onAnswer: @Sendable (ProbedProvider) async -> Void = { _ in }
    ) async -> [ProbedProvider] {
        var answers: [ProbedProvider] = []
        // The first one makes GStreamer's registry where there is none; the others then find it.
        for batch in [questions.prefix(1), questions.dropFirst()] {
            await withTaskGroup(of: ProbedProvider.self) { group in
                for question in batch {
                    group.addTask {
                        let answer = await prober.probe(
                            question.file, skipping: question.skippedDevices, identity: question.finding.identity)
                        return remember(answer.with(question.finding))
                    }
                }
                for await answer in group {
                    answers.append(answer)
                    await onAnswer(answer)
                }
            }
        }
        return answers
    }

    /// The catalog of what is known, with the providers in the search path's order.
    public func catalog(of providers: [ProbedProvider]) -> Catalog {
        let order = path.providerFiles().map(\.path)
        let sorted = providers.sorted { a, b in
            (order.firstIndex(of: a.file.path) ?? order.count) < (order.firstIndex(of: b.file.path) ?? order.count)
        }
        return Catalog(providers: sorted)
    }

    /// Recalls, asks what has to be asked, and gives the catalog.
    public func catalog(refresh: Bool = false) async -> Catalog {
        let recollection = recall(refresh: refresh)
        return catalog(of: recollection.known + (await ask(recollection.questions)))
    }

    /// Forgets strikes and answers of a provider, by its id or its file's name or path; it is asked again next time.
    ///
    /// - Returns: the paths of the libraries that it was about; empty when none is known by this name.
    public func forget(_ name: String) -> [String] {
        var forgotten: [String] = []
        memory.update { entries in
            forgotten = entries.filter { path, entry in
                entry.provider.id == name || entry.provider.file.name == name || path == name
            }.map(\.key).sorted()
            forgotten.forEach { entries[$0] = nil }
        }
        return forgotten
    }

    private func remember(_ answer: ProbedProvider) -> ProbedProvider {
        // What was learnt of a file that is gone says nothing of the one that is there now.
        if let asked = answer.fileIdentity, FileIdentity(ofFile: answer.file.path) != asked { return answer }
        let now = secondsNow()
        let host = HostState.current(worker: prober.worker.path, environment: prober.environment)
        let key = host.key(of: answer.file).adding(sources: answer.sources)
        var judged = RememberedProbe(answer, key: key, at: now, after: nil).judged(at: now)
        memory.update { entries in
            let entry = RememberedProbe(answer, key: key, at: now, after: entries[answer.file.path])
            judged = entry.judged(at: now)
            entries[answer.file.path] = entry
            for path in entries.keys where access(path, F_OK) != 0 { entries[path] = nil }
        }
        return judged
    }
}

extension RememberedProbe {
    /// What is known, with what is left alone at this time.
    fileprivate func judged(at now: Int64) -> ProbedProvider {
        var provider = provider
        provider.quarantines = quarantines(at: now)
        provider.fingerprint = key.fingerprint
        return provider
    }
}

extension ProbedProvider {
    /// A library that is not asked, for what its file is.
    fileprivate init(file: ProviderFile, _ finding: FileInspection.Finding, _ key: ProbeKey) {
        self.init(file: file, refused: finding.refusal ?? Reason("refused", "\(file.path) is not loaded"))
        self = with(finding)
        isUnloaded = true
        fingerprint = key.fingerprint
    }

    fileprivate func with(_ finding: FileInspection.Finding) -> ProbedProvider {
        var provider = self
        provider.trust = finding.trust
        provider.fileIdentity = finding.identity
        return provider
    }
}
