// SPDX-License-Identifier: Apache-2.0
import Media

/// What a stream does with an encoder of the catalog, for whoever keeps account of encoders.
public struct EncoderUse: Sendable, Hashable {
    public enum Step: Sendable, Hashable {
        /// Its worker is about to start.
        case began
        /// Its worker is gone; nil when it was told to end.
        case ended(Reason?)
        /// It failed so often that the next candidate takes over.
        case failedOver(Reason)
    }

    public var stream: String
    public var key: CandidateKey
    public var step: Step

    public init(stream: String, key: CandidateKey, step: Step) {
        self.stream = stream
        self.key = key
        self.step = step
    }
}
