// SPDX-License-Identifier: Apache-2.0
import Media
import Providers
import Workers

/// What is held against encoders while the host runs: failures that cool down, and sessions that are counted.
///
/// A pure state machine; times are passed in.
struct EncoderAccounts: Sendable {
    private struct Session: Hashable {
        var stream: String
        var key: CandidateKey
    }

    private var cooldowns = Cooldowns()
    private var ledger: SessionLedger
    private var tickets: [Session: SessionLedger.Ticket] = [:]

    /// - Parameter catalog: the encoders of the start, with their drivers.
    init(_ catalog: Catalog) { ledger = SessionLedger(driver: Self.drivers(catalog)) }

    /// Takes a step of a stream into account.
    ///
    /// - Returns: whether the plan should be made anew.
    mutating func take(_ use: EncoderUse, in catalog: Catalog, atNanoseconds now: Int64) -> Bool {
        let session = Session(stream: use.stream, key: use.key)
        switch use.step {
        case .began:
            guard let entry = catalog.entries.first(where: { $0.key == use.key }), let group = SessionGroup(of: entry)
            else { return false }
            // A group that is full is refused by the plan; one that fills up meanwhile, by the driver.
            tickets[session] = try? ledger.acquire(group, for: use.stream, atNanoseconds: now)
            return false
        case .ended(let reason):
            guard let ticket = tickets.removeValue(forKey: session) else { return false }
            if let reason { ledger.failed(ticket, reason, atNanoseconds: now) } else { ledger.release(ticket) }
            return true
        case .failedOver(let reason):
            cooldowns.failed(use.key, reason, at: now / 1_000_000_000)
            return true
        }
    }

    /// Another library or driver starts with a clean name.
    mutating func providerChanged(_ id: String, in catalog: Catalog) {
        cooldowns.forgive { $0.provider == id }
        ledger.driverBecame(Self.drivers(catalog))
    }

    /// What a stream cannot use at this time, and why.
    func refusals(for stream: String, in catalog: Catalog, atNanoseconds now: Int64) -> [CandidateKey: Reason] {
        ledger.refusals(among: catalog.entries, for: stream, atNanoseconds: now)
            .merging(cooldowns.refusals(at: now / 1_000_000_000)) { _, cooling in cooling }
    }

    private static func drivers(_ catalog: Catalog) -> String {
        catalog.providers.flatMap(\.devices).map { "\($0.id) \($0.driver)" }.sorted().joined(separator: "\n")
    }
}
