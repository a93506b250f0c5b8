// SPDX-License-Identifier: Apache-2.0

/// Something to be known about a probe: mostly why an encoder has no offer.
public struct Note: Sendable, Hashable {
    /// How much it matters.
    public enum Severity: Sendable, Hashable {
        /// Worth knowing.
        case info
        /// It works, but less well than it could.
        case warning
        /// It does not work.
        case error
    }

    /// How much it matters.
    public var severity: Severity
    /// Stable, for programs: `no-device`, `no-permission`.
    public var code: String
    /// For people: which step failed, and with what.
    public var text: String
    /// What the user can do about it.
    public var hint: String?
    /// The id of the encoder that it is about; nil for all.
    public var encoder: String?
    /// The id of the device that it is about; nil for none in particular.
    public var device: String?

    /// Creates a note.
    public init(
        severity: Severity, code: String, text: String, hint: String? = nil, encoder: String? = nil,
        device: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.text = text
        self.hint = hint
        self.encoder = encoder
        self.device = device
    }
}
