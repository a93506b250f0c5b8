// SPDX-License-Identifier: Apache-2.0
import Media

/// `serval providers list --format json` and `GET /api/providers`.
public struct ProvidersReport: Codable, Sendable, Hashable {
    /// The library, or one of its devices, that is left alone.
    public struct Quarantine: Codable, Sendable, Hashable {
        /// The device's id; null for the library itself.
        @ExplicitNull public var device: String?
        /// Seconds since 1970.
        public var since: Int64
        public var reason: ReasonReport

        public init(device: String?, since: Int64, reason: Reason) {
            self.device = device
            self.since = since
            self.reason = ReasonReport(reason)
        }
    }

    /// Why a library may be loaded, as far as its file goes.
    public enum Trust: String, Codable, Sendable, Hashable {
        /// One of Serval's own, beside its program.
        case builtIn = "built-in"
        /// Nobody can change it but root and the user that Serval runs as.
        case trusted
        /// The same, and its SHA-256 is the one in `providers.pins`.
        case pinned
        /// It is not loaded: others can change it, or it is not what is pinned.
        case refused
    }

    public struct Provider: Codable, Sendable, Hashable {
        /// Its own id, or the file's name while it has none.
        public var id: String
        public var name: String
        public var vendor: String
        public var version: String
        public var license: String
        /// The library's absolute path.
        public var file: String
        /// Whether it is one of Serval's own.
        public var built_in: Bool
        public var trust: Trust
        public var verdict: String
        @ExplicitNull public var reason: ReasonReport?
        /// How many encoders work here, each device counted.
        public var offers: Int
        public var quarantines: [Quarantine]

        public init(
            id: String, identity: ProviderIdentity?, file: String, isBuiltIn: Bool, trust: Trust,
            verdict: String, reason: Reason?, offers: Int, quarantines: [Quarantine]
        ) {
            self.id = id
            name = identity?.name ?? id
            vendor = identity?.vendor ?? ""
            version = identity?.version ?? ""
            license = identity?.license ?? ""
            self.file = file
            built_in = isBuiltIn
            self.trust = trust
            self.verdict = verdict
            self.reason = reason.map(ReasonReport.init)
            self.offers = offers
            self.quarantines = quarantines
        }
    }

    public var schema = 1
    public var providers: [Provider]

    public init(providers: [Provider]) { self.providers = providers }
}
