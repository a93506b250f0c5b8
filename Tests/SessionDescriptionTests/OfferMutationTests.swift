// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import SessionDescription

/// Whatever comes in, the parser returns or throws; whatever it accepts, it can also write out and read
/// again.
@Suite struct OfferMutationTests {
    /// SplitMix64: the same sequence in every run.
    struct Sequence: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    @Test(arguments: [BrowserOffers.chromium, BrowserOffers.firefox])
    func `random damage never traps`(offer: String) throws {
        var random = Sequence(state: 7)
        let original = Array(offer.utf8)
        var accepted = 0
        for round in 0..<5000 {
            var bytes = original
            if round % 3 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            // Line by line as well: missing, doubled and swapped lines.
            if round % 5 == 0 { bytes = shuffled(bytes, &random) }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = try? CandidateFragment(parsing: text)
            guard let parsed = try? Offer(parsing: text) else { continue }
            accepted += 1
            try checkUse(of: parsed, text, answering: Codec.allCases[round % Codec.allCases.count])
        }
        #expect(accepted > 100, "the damage leaves enough to be worth the test")
    }

    private func checkUse(of offer: Offer, _ text: String, answering codec: Codec) throws {
        let again = try Offer(parsing: offer.normalized(answering: codec))
        #expect(again.sections.count == offer.sections.count)
        #expect(again.payloadType(for: codec) == offer.payloadType(for: codec))
        _ = try? Answer(completing: text, to: offer)
    }

    private func shuffled(_ bytes: [UInt8], _ random: inout Sequence) -> [UInt8] {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        for _ in 0..<2 where !lines.isEmpty {
            let index = lines.indices.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<3, using: &random) {
            case 0: lines.remove(at: index)
            case 1: lines.insert(lines[index], at: index)
            default: lines.swapAt(index, lines.indices.randomElement(using: &random) ?? index)
            }
        }
        return Array(lines.joined(separator: [10]))
    }
}
