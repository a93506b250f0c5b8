// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import Processes
import Testing

@testable import Providers

/// Real libraries that do everything wrong that a library can do, asked by the real worker: each gets its verdict in
/// words, and a good one beside them is not touched by any of it.
@Suite struct FaultyProviderTests {
    /// One fault: how the library is made faulty, and what must become of it.
    struct Fault: CustomTestStringConvertible, Sendable {
        var name: String
        /// What its functions do, by phase: C statements.
        var load = ""
        var entry = ""
        var initialize = ""
        var describe = ""
        var probe = ""
        var inDevice = ""
        var flags: [String] = []
        /// The verdict's name, and a word that its reason must have.
        var verdict: String
        var says: String

        var testDescription: String { name }
    }

    static let crash = "raise(SIGSEGV);"
    static let hang = "for (;;) pause();"
    static let exit = "_exit(0);"
    static let fork = "if (fork() == 0) for (;;) pause();"
    static let garbage = "{ char text[] = \"this is no record\"; write(3, text, sizeof text); pause(); }"
    static let fill = "for (;;) { char *more = malloc(64 << 20); memset(more, 1, 64 << 20); }"

    /// Each thing that foreign code does to the process that it is in, in each phase in which it runs.
    static let inEachPhase: [Fault] = {
        let kinds: [(name: String, code: String, verdict: String, says: String?)] = [
            ("crashes", crash, "crashed", nil), ("hangs", hang, "hung", nil), ("exits", exit, "crashed", nil),
            ("leaves a process behind", fork, "ok", ""), ("prints garbage", garbage, "failed", nil),
            ("fills the memory", fill, "outgrew", nil),
        ]
        let phases: [(name: String, place: WritableKeyPath<Fault, String>)] = [
            ("load", \.load), ("init", \.initialize), ("describe", \.describe), ("probe", \.probe),
        ]
        return phases.flatMap { phase in
            kinds.map { kind in
                var fault = Fault(
                    name: "\(kind.name) in \(phase.name)", verdict: kind.verdict,
                    says: kind.says ?? "phase \"\(phase.name)\"")
                fault[keyPath: phase.place] = kind.code
                return fault
            }
        }
    }()

    /// What is peculiar to one place.
    static let peculiar: [Fault] = [
        Fault(name: "aborts when loaded", load: "abort();", verdict: "crashed", says: "signal 6"),
        Fault(
            name: "closes everything when loaded", load: "close_range(0, ~0u, 0); pause();", verdict: "crashed",
            says: "phase"),
        Fault(name: "crashes in its entry", entry: crash, verdict: "crashed", says: "phase \"entry\""),
        Fault(name: "serves another major", entry: "return NULL;", verdict: "refused", says: "ABI"),
        Fault(
            name: "has no entry", flags: ["-Dserval_provider_entry=another_entry"], verdict: "refused",
            says: "does not export serval_provider_entry"),
        Fault(
            name: "is a library with a missing part", flags: ["-DMISSING=serval_is_not_here"], verdict: "refused",
            says: "serval_is_not_here"),
        Fault(name: "fails in init", initialize: "return SERVAL_E_NO_DEVICE;", verdict: "refused", says: "init"),
        Fault(name: "describes nothing where it counts", describe: "return NULL;", verdict: "refused", says: "NULL"),
        Fault(name: "describes in no UTF-8", flags: ["-DLABEL=\"\\xff\\xfe\""], verdict: "refused", says: "UTF-8"),
        Fault(name: "has an empty id", flags: ["-DENCODER=\"\""], verdict: "refused", says: "empty"),
        Fault(
            name: "overflows its stack in probe", probe: "return overflow(1);", verdict: "crashed", says: "signal 11"),
        Fault(
            name: "reports without end", probe: "for (;;) sink->note(sink, &note);", verdict: "failed",
            says: "records"),
        Fault(
            name: "lies about its device", flags: ["-DDEVICE=\"unheard\""], verdict: "refused",
            says: "not reported before"),
        Fault(
            name: "lies about an element", flags: ["-DFACTORY=\"nosuchencoder\""], verdict: "empty",
            says: "no installed GStreamer plugin has the element nosuchencoder"),
        Fault(name: "crashes on one device", inDevice: crash, verdict: "crashed", says: "phase \"probe\""),
        Fault(name: "hangs on one device", inDevice: hang, verdict: "hung", says: "phase \"probe\""),
    ]

    static let faults = inEachPhase + peculiar

    @Test(arguments: faults)
    func `a fault has its verdict, in words`(fault: Fault) async throws {
        let library = try FaultyLibrary(fault)
        let provider = await library.prober.probe(ProviderFile(path: library.path, isBuiltIn: false))
        let entries = provider.entries
        let reasons = ([provider.reportedReason] + entries.map(\.reason)).compactMap { $0?.text }
        #expect(provider.reportedVerdict == fault.verdict, "\(reasons)")
        #expect(fault.says.isEmpty || reasons.contains { $0.contains(fault.says) }, "\(reasons)")
        // Whatever was described is listed, with a state and a reason.
        for entry in entries where entry.state != .ok { #expect(entry.reason != nil) }
    }

    @Test func `none of them takes a good one with it`() async throws {
        let good = try FaultyLibrary(Fault(name: "good", verdict: "ok", says: ""))
        let faulty = try Self.faults.filter { ["crashed", "hung", "failed"].contains($0.verdict) }
            .map { try FaultyLibrary($0) }
        let files = ([good] + faulty).map { ProviderFile(path: $0.path, isBuiltIn: false) }
        let providers = await withTaskGroup(of: ProbedProvider.self) { group in
            for file in files { group.addTask { await good.prober.probe(file) } }
            return await group.reduce(into: [:]) { $0[$1.file] = $1 }
        }
        #expect(providers[files[0]]?.verdict == .ok)
        #expect(providers[files[0]]?.offers.map(\.encoder) == ["cenc"])
        #expect(providers.count == files.count)
    }
}
