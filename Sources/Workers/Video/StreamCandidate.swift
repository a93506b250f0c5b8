// SPDX-License-Identifier: Apache-2.0
import Media
import WorkerProtocol

/// One way to run a stream: an encoder and everything that its worker needs to know.
public struct StreamCandidate: Sendable, Hashable {
    /// Names for reports; nil where the configuration brings the whole description.
    public var provider: String?
    public var encoder: String?
    public var device: String?
    public var start: EncodeStart

    public init(provider: String?, encoder: String?, device: String?, start: EncodeStart) {
        self.provider = provider
        self.encoder = encoder
        self.device = device
        self.start = start
    }

    /// What its trials and sessions are remembered by; nil where the configuration brings the whole description.
    public var key: CandidateKey? {
        guard let provider, let encoder else { return nil }
        return CandidateKey(provider: provider, encoder: encoder, device: device ?? "")
    }

    /// For people: the encoder's name, or what stands in for it.
    public var label: String { encoder ?? "the configured description" }
}
