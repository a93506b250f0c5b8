// SPDX-License-Identifier: Apache-2.0

/// One server-sent event of `GET /api/events`.
public struct HostEvent: Codable, Sendable, Hashable {
    /// `selection`, `start`, `stop`, `restart`, `failover`, `failed`, `provider`.
    public var kind: String
    /// The stream or provider that it is about.
    public var subject: String
    public var text: String

    public init(kind: String, subject: String, text: String) {
        self.kind = kind
        self.subject = subject
        self.text = text
    }
}
