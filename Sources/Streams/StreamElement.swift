// SPDX-License-Identifier: Apache-2.0
import Media

/// What a subscriber of a stream receives.
public enum StreamElement: Sendable, Equatable {
    /// Before the first packet, and whenever the format changes (another encoder took over).
    case format(StreamFormat)
    case packet(Packet)
}
