// SPDX-License-Identifier: Apache-2.0
import Media
import TestFixtures
import Testing

@testable import Providers

/// What holds for any catalog, any trials and any rules; 500 worlds, the same in every run.
@Suite struct SelectionPropertyTests {
    /// All that selection sees, at random: mostly usable encoders on a few devices, most of them tried.
    private struct World {
        var requirement: EncodeRequirement
        var entries: [Catalog.Entry]
        var rules: SelectionRules
        var evidence: SelectionEvidence

        init(seed: UInt64) {
            var random = SeededGenerator(seed: seed)
            entries = Self.entries(using: &random)
            rules = SelectionRules(
                prefer: Self.chance(3, &random) ? [EncoderPattern("x264enc"), EncoderPattern("va*")] : [],
                require: Self.chance(8, &random) ? [EncoderPattern("*264*")] : nil,
                forbid: Self.chance(4, &random) ? [EncoderPattern("open*")] : [],
                device: Self.chance(8, &random) ? "pci:0000:00:02.0" : nil)
            var evidence = SelectionEvidence(
                trials: Dictionary(
                    entries.compactMap { entry in Self.outcome(using: &random).map { (entry.key, $0) } },
                    uniquingKeysWith: { first, _ in first }))
            // A winner is tried, and hardware where there is any.
            let tried = entries.filter { evidence.measurement(of: $0.key) != nil }
            let winners = tried.filter { $0.encoder.kind == .hardware }
            evidence.incumbent = (winners.isEmpty ? tried : winners).randomElement(using: &random)?.key
            self.evidence = evidence
            requirement = makeRequirement(
                mode: EncodingMode.allCases.randomElement(using: &random) ?? .interactive,
                element: Self.chance(8, &random) ? "vah264enc" : nil)
        }

        private static func chance(_ one: Int, _ random: inout SeededGenerator) -> Bool {
            Int.random(in: 0..<one, using: &random) == 0
        }

        private static func entries(using random: inout SeededGenerator) -> [Catalog.Entry] {
            var entries: [Catalog.Entry] = []
            for (element, kind) in [
                ("x264enc", EncoderDescription.Kind.software), ("openh264enc", .software), ("vendorenc", .software),
                ("vah264enc", .hardware), ("nvh264enc", .hardware), ("vah264lpenc", .hardware),
            ] {
                for device in ["cpu", "pci:0000:00:02.0", "pci:0000:03:00.0"] where chance(2, &random) {
                    entries.append(
                        makeEntry(
                            element, kind: kind, device: device,
                            lacks: chance(6, &random) ? [.realTime] : [],
                            failure: chance(6, &random) ? Reason("no-drm", "there is no /dev/dri") : nil))
                }
            }
            return entries
        }

        /// Numbers that cross every gate, and one in three coarse enough for ties; nil for an encoder that is untried.
        private static func outcome(using random: inout SeededGenerator) -> TrialOutcome? {
            guard !chance(4, &random) else { return nil }
            guard !chance(8, &random) else { return .failed(Reason("crashed", "SIGSEGV")) }
            let step = chance(3, &random) ? 30.0 : 1
            func number(_ range: ClosedRange<Double>) -> Double {
                (Double.random(in: range, using: &random) / step).rounded() * step
            }
            return .measured(
                makeTrial(
                    fps: number(20...200), p99: number(1...260), cpu: number(1...60),
                    bitrateError: number(-60...60), step: chance(3, &random) ? nil : number(-60...60),
                    keyframeDelay: chance(12, &random) ? nil : Int.random(in: 0...6, using: &random),
                    psnr: chance(4, &random) ? nil : number(17...48)))
        }

        func selection(of entries: [Catalog.Entry]? = nil, with evidence: SelectionEvidence? = nil) -> Selection {
            Selection(
                for: requirement, among: entries ?? self.entries, rules: rules, evidence: evidence ?? self.evidence,
                policy: SelectionPolicy(processors: 2))
        }
    }

    private let seeds: Range<UInt64> = 0..<500

    @Test func `the worlds are worth it: every reason occurs`() {
        let codes = Set(
            seeds.flatMap { seed in
                let selection = World(seed: seed).selection()
                return (selection.eligible + selection.rejected).map(\.reason.code.rawValue)
            })
        #expect(
            codes.isSuperset(of: [
                "pinned", "only-candidate", "preferred", "hardware-first", "headroom-first", "best-score", "kept",
                "tried-first", "fast-enough", "first-in-order", "not-preferred", "after-hardware", "less-headroom",
                "untried", "lower-score",
                "later-in-order", "not-clearly-better", "too-slow", "too-late", "not-real-time", "forbidden",
                "not-required", "not-pinned", "other-device", "no-drm", "crashed", "wrong-picture",
                "no-keyframe-request",
            ]))
    }

    @Test func `the order of the input never matters`() {
        for seed in seeds {
            let world = World(seed: seed)
            var random = SeededGenerator(seed: seed)
            let expected = world.selection().lines
            for _ in 0..<5 { #expect(world.selection(of: world.entries.shuffled(using: &random)).lines == expected) }
        }
    }

    @Test func `a rejected candidate is never chosen, and everyone is there once with a reason in words`() {
        for seed in seeds {
            let world = World(seed: seed)
            let selection = world.selection()
            let (eligible, rejected) = (selection.eligible.map(\.entry), selection.rejected.map(\.entry))
            #expect(Set(eligible).isDisjoint(with: rejected))
            #expect(Set(eligible + rejected) == Set(world.entries))
            #expect(eligible.count + rejected.count == world.entries.count)
            for candidate in selection.eligible {
                #expect(candidate.entry.state == .ok)
                #expect(!candidate.reason.text.isEmpty)
                if case .failed? = world.evidence.trials[candidate.entry.key] { Issue.record("its trial failed") }
            }
        }
    }

    @Test func `without the winner the second wins, and so on to the last`() {
        for seed in seeds {
            let world = World(seed: seed)
            var entries = world.entries
            var order = world.selection().eligible.map(\.entry.key)
            while !order.isEmpty {
                let winner = order.removeFirst()
                entries.removeAll { $0.key == winner }
                #expect(world.selection(of: entries).eligible.map(\.entry.key) == order)
            }
        }
    }

    @Test func `one more that is rejected changes nothing`() {
        let broken = makeEntry(
            "nvautogpuh264enc", kind: .hardware, device: "pci:0000:09:00.0", failure: Reason("no-libcuda", "none"))
        for seed in seeds {
            let world = World(seed: seed)
            let selection = world.selection(of: world.entries + [broken])
            #expect(selection.eligible.map(\.line) == world.selection().eligible.map(\.line))
            #expect(selection.rejected.contains { $0.entry == broken })
        }
    }

    @Test func `the last winner never stays when it is rejected`() {
        for seed in seeds {
            let world = World(seed: seed)
            for rejected in world.selection().rejected {
                var evidence = world.evidence
                evidence.incumbent = rejected.entry.key
                let selection = world.selection(with: evidence)
                #expect(selection.eligible.first?.entry != rejected.entry)
                #expect(selection.rejected.contains { $0.entry == rejected.entry })
            }
        }
    }

    @Test func `the last winner changes its own place alone, and never its tier`() {
        for seed in seeds {
            let world = World(seed: seed)
            var evidence = world.evidence
            evidence.incumbent = nil
            let free = world.selection(with: evidence).eligible
            for incumbent in free {
                evidence.incumbent = incumbent.entry.key
                let kept = world.selection(with: evidence).eligible
                #expect(
                    kept.map(\.entry.key).filter { $0 != incumbent.entry.key }
                        == free.map(\.entry.key).filter { $0 != incumbent.entry.key })
                #expect(kept.map(\.tier) == free.map(\.tier))
            }
        }
    }
}

extension Selection {
    fileprivate var lines: [String] { eligible.map(\.line) + ["out:"] + rejected.map(\.line) }
}

extension Selection.Candidate {
    /// Everything that is said of it, short enough to read in a failure.
    fileprivate var line: String {
        "\(entry.key) \(tier.map { "\($0)" } ?? "-") \(score ?? -1) \(reason.code.rawValue): \(reason)"
    }
}
