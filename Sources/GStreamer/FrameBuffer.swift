// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// Memory for one raw frame, to be filled again and again: a new allocation for each frame would be paid for, page
/// by page, by the element that lets it go.
///
/// One thread at a time fills and pushes it; whoever is downstream may hold it meanwhile.
public final class FrameBuffer: @unchecked Sendable {  // filled only while nobody downstream holds it
    let pointer: UnsafeMutablePointer<GstBuffer>

    /// - Parameter size: In bytes. Nil when there is not that much memory.
    public init?(size: Int) {
        guard size > 0, let pointer = gst_buffer_new_allocate(nil, UInt(size), nil) else { return nil }
        self.pointer = pointer
    }

    deinit { gst_buffer_unref(pointer) }

    /// Nobody else holds it or its memory.
    public var isFree: Bool { sv_buffer_is_free(pointer) != 0 }

    /// Writes a frame into it; false when it is not free.
    ///
    /// - Parameters:
    ///   - presentation: The presentation time in nanoseconds of the receiving pipeline's segment.
    ///   - duration: Nanoseconds.
    ///   - body: Gets the memory, with whatever was in it before; valid within the call only.
    public func fill(
        presentation: Int64, duration: Int64, _ body: (UnsafeMutableRawBufferPointer) -> Void
    ) -> Bool {
        var map = GstMapInfo()
        guard isFree, gst_buffer_map(pointer, &map, GST_MAP_WRITE) != 0 else { return false }
        body(UnsafeMutableRawBufferPointer(start: map.data, count: Int(map.size)))
        gst_buffer_unmap(pointer, &map)
        pointer.pointee.pts = UInt(clamping: presentation)
        pointer.pointee.dts = sv_clock_time_none
        pointer.pointee.duration = UInt(clamping: duration)
        return true
    }
}

extension AppSource {
    /// Queues a frame, which is not free again before the pipeline has let it go.
    @discardableResult
    public func push(_ frame: FrameBuffer) -> Flow { push(counted: frame.pointer) }
}
