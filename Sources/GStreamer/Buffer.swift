// SPDX-License-Identifier: Apache-2.0
import CGStreamer
import Media

/// A piece of a stream with its times. Any thread: it is never changed after its making, so one buffer may be pushed
/// into many pipelines.
public final class Buffer: @unchecked Sendable {  // the C object is only read, and its count is atomic
    let pointer: UnsafeMutablePointer<GstBuffer>

    /// Copies a packet.
    ///
    /// - Parameters:
    ///   - packet: Its bytes, duration and flags are taken.
    ///   - presentation: The presentation time in nanoseconds of the receiving pipeline's segment.
    ///   - decode: The decode time; nil for none.
    public init?(_ packet: Packet, presentation: Int64, decode: Int64? = nil) {
        guard let pointer = gst_buffer_new_allocate(nil, UInt(packet.bytes.count), nil) else { return nil }
        self.pointer = pointer
        _ = packet.bytes.withUnsafeBytes { gst_buffer_fill(pointer, 0, $0.baseAddress, UInt($0.count)) }
        pointer.pointee.pts = UInt(clamping: presentation)
        pointer.pointee.dts = decode.map { UInt(clamping: $0) } ?? sv_clock_time_none
        if packet.durationNanoseconds > 0 { pointer.pointee.duration = UInt(packet.durationNanoseconds) }
        if !packet.isKeyframe { sv_buffer_mark_delta(pointer) }
        if packet.flags.contains(.discontinuity) { sv_buffer_mark_discontinuous(pointer) }
    }

    deinit { gst_buffer_unref(pointer) }
}
