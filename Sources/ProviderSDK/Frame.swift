// SPDX-License-Identifier: Apache-2.0
import PluginABI

/// A raw picture, lent for one call of `EncoderSession.encode`: it cannot be kept, only read.
public struct Frame: ~Copyable {
    /// Which frame this is, for its packet.
    public let id: UInt64
    /// When to show it, in nanoseconds of the stream.
    public let presentationNanoseconds: Int64
    /// How long to show it; 0 when unknown.
    public let durationNanoseconds: Int64
    /// Its packet must be a keyframe.
    public let mustBeKeyframe: Bool
    /// Frames between the one before and this are missing.
    public let isAfterGap: Bool

    private let planes: HostArray<serval_plane>

    /// Lends the host's frame; the pointer outlives this value.
    init(_ frame: borrowing serval_frame) {
        id = frame.id
        presentationNanoseconds = frame.pts_ns
        durationNanoseconds = frame.duration_ns
        mustBeKeyframe = frame.flags & SERVAL_FRAME_FORCE_KEYFRAME != 0
        isAfterGap = frame.flags & SERVAL_FRAME_DISCONTINUITY != 0
        planes = HostArray(frame.planes, count: frame.plane_count)
    }

    /// How many planes there are: as the format says.
    public var planeCount: Int { planes.count }

    /// Lends the bytes of a plane, from the first row on, with the distance from row to row in bytes.
    ///
    /// - Parameter index: below `planeCount`; anything else ends the program.
    public func withPlane<Result: ~Copyable, Failure: Error>(
        _ index: Int, _ body: (_ bytes: Span<UInt8>, _ stride: Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(planes.indices.contains(index), "a frame of this format has no plane \(index)")
        let plane = planes[index]
        let bytes = UnsafeBufferPointer(start: plane.data, count: Int(plane.size))
        return try body(bytes.span, Int(plane.stride))
    }
}
