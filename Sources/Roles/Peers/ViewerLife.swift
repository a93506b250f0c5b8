// SPDX-License-Identifier: Apache-2.0
import Media

/// How far a viewer is, and when to give it up. A pure state machine; times are nanoseconds of
/// `CLOCK_MONOTONIC`.
struct ViewerLife: Sendable {
    enum Phase: Sendable, Hashable { case negotiating, answered, connected }

    /// How long each phase may take, and how long a viewer that is fed may be silent.
    struct Limits: Sendable {
        var negotiation: Duration = .seconds(3)
        var connection: Duration = .seconds(15)
        var silence: Duration = .seconds(10)
    }

    /// A stream that paused longer than this begins anew: receivers report on what they get, and on nothing
    /// else.
    static let feedingGap: Int64 = 2_000_000_000

    private(set) var phase = Phase.negotiating
    private let limits: Limits
    private var phaseBegan: Int64

    init(limits: Limits = Limits(), atNanoseconds now: Int64) {
        self.limits = limits
        phaseBegan = now
    }

    mutating func answered(atNanoseconds now: Int64) { enter(.answered, now) }

    mutating func connected(atNanoseconds now: Int64) { enter(.connected, now) }

    /// Why the viewer is to be given up now; nil while all is well.
    func verdict(_ signs: ViewerSigns, atNanoseconds now: Int64) -> Reason? {
        guard now >= deadline(signs) else { return nil }
        switch phase {
        case .negotiating:
            return Reason(
                "no-candidates", "no local address was found to offer within \(limits.negotiation)",
                hint: "name addresses of this machine in webrtc.addresses")
        case .answered:
            return Reason(
                "connect-timeout", "the viewer did not connect within \(limits.connection)",
                hint: "check that UDP from the viewer's machine reaches this one")
        case .connected:
            guard let fed = signs.fed, now - fed < ViewerLife.feedingGap else { return nil }
            return Reason("peer-silent", "nothing was heard of the viewer for \(limits.silence)")
        }
    }

    /// The earliest time at which `verdict` can change by itself.
    func deadline(_ signs: ViewerSigns) -> Int64 {
        switch phase {
        case .negotiating: phaseBegan + limits.negotiation.nanoseconds
        case .answered: phaseBegan + limits.connection.nanoseconds
        case .connected:
            max(phaseBegan, signs.heard ?? .min, signs.feedingBegan ?? .min) + limits.silence.nanoseconds
        }
    }

    private mutating func enter(_ phase: Phase, _ now: Int64) {
        self.phase = phase
        phaseBegan = now
    }
}

/// When a viewer was last fed and heard, as the threads that do so note it.
struct ViewerSigns: Sendable {
    private(set) var fed: Int64?
    private(set) var feedingBegan: Int64?
    private(set) var heard: Int64?

    mutating func fed(atNanoseconds now: Int64) {
        if fed.map({ now - $0 >= ViewerLife.feedingGap }) ?? true { feedingBegan = now }
        fed = now
    }

    mutating func heard(atNanoseconds now: Int64) { heard = now }
}
