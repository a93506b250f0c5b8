// SPDX-License-Identifier: Apache-2.0
import Media

/// The order of the candidates for one requirement, each with its reason.
public struct Selection: Sendable, Hashable {
    /// An entry measured against the requirement.
    public struct Candidate: Sendable, Hashable {
        public var entry: Catalog.Entry
        /// Why it stands where it stands.
        public var reason: Reason

        public init(entry: Catalog.Entry, reason: Reason) {
            self.entry = entry
            self.reason = reason
        }
    }

    /// Best first; the first is the choice.
    public var eligible: [Candidate]
    public var rejected: [Candidate]

    /// Orders the catalog's encoders of the requirement's codec.
    ///
    /// Pure: the same entries in any order give the same selection. Hard gates first; then hardware before software;
    /// then a fixed order of families; then provider, encoder and device id.
    public init(for requirement: EncodeRequirement, among entries: [Catalog.Entry]) {
        var passed: [Catalog.Entry] = []
        rejected = []
        for entry in entries.sorted(by: Self.precedes) where entry.encoder.codec == requirement.codec {
            if let reason = Gate.rejection(of: entry, for: requirement) {
                rejected.append(Candidate(entry: entry, reason: reason))
            } else {
                passed.append(entry)
            }
        }
        eligible = passed.enumerated().map { rank, entry in
            Candidate(entry: entry, reason: Self.reason(for: entry, rank: rank, among: passed, requirement))
        }
    }

    private static func precedes(_ a: Catalog.Entry, _ b: Catalog.Entry) -> Bool { key(a) < key(b) }

    private static func key(_ entry: Catalog.Entry) -> SortKey {
        SortKey(
            tier: entry.encoder.kind == .hardware ? 0 : 1, family: EncoderFamily.rank(of: entry.encoder.element),
            names: [entry.provider, entry.encoder.id, entry.device?.id ?? ""])
    }

    private struct SortKey: Comparable {
        var tier: Int
        var family: Int
        var names: [String]

        static func < (a: SortKey, b: SortKey) -> Bool {
            if (a.tier, a.family) != (b.tier, b.family) { return (a.tier, a.family) < (b.tier, b.family) }
            return a.names.lexicographicallyPrecedes(b.names)
        }
    }

    private static func reason(
        for entry: Catalog.Entry, rank: Int, among passed: [Catalog.Entry], _ requirement: EncodeRequirement
    ) -> Reason {
        let kind = entry.encoder.kind
        guard rank > 0 else {
            if requirement.element != nil {
                return Reason("pinned", "the configuration names \(entry.encoder.element)")
            }
            if passed.count == 1 {
                return Reason("only-candidate", "the only \(requirement.codec.rawValue) encoder that works here")
            }
            if kind == .hardware {
                return Reason("hardware-first", "a hardware encoder works here, and hardware comes before software")
            }
            return Reason(
                "first-software",
                "no hardware encoder for \(requirement.codec.rawValue) works here; the first of the software "
                    + "encoders in Serval's order")
        }
        let winner = passed[0]
        if winner.encoder.kind != kind {
            return Reason("after-hardware", "takes over if \(winner.encoder.id) fails: software comes after hardware")
        }
        return Reason("later-in-order", "takes over if \(passed[rank - 1].encoder.id) fails: later in Serval's order")
    }
}
