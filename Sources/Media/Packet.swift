// SPDX-License-Identifier: Apache-2.0

/// One encoded access unit, as it travels from an encode worker to every subscriber.
///
/// Copies share the bytes. Times are nanoseconds of `CLOCK_MONOTONIC`, which all processes of a machine share.
public struct Packet: Sendable, Equatable {
    public struct Flags: OptionSet, Sendable, Hashable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        /// A decoder can start here.
        public static let keyframe = Flags(rawValue: 1)
        /// Something before this packet is missing.
        public static let discontinuity = Flags(rawValue: 2)
    }

    public var flags: Flags
    /// When to show it.
    public var presentationNanoseconds: Int64
    /// When to decode it; equal to the presentation time for streams without reordering.
    public var decodeNanoseconds: Int64
    /// 0 when unknown.
    public var durationNanoseconds: Int64
    public var bytes: [UInt8]

    public init(
        flags: Flags, presentationNanoseconds: Int64, decodeNanoseconds: Int64, durationNanoseconds: Int64,
        bytes: [UInt8]
    ) {
        self.flags = flags
        self.presentationNanoseconds = presentationNanoseconds
        self.decodeNanoseconds = decodeNanoseconds
        self.durationNanoseconds = durationNanoseconds
        self.bytes = bytes
    }

    public var isKeyframe: Bool { flags.contains(.keyframe) }
}
