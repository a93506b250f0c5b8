// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// What an appsink delivers: a buffer with the caps and the segment it belongs to.
///
/// Belongs to one thread; what shall outlive the call, or cross threads, is copied out.
public struct Sample: ~Copyable {
    private let raw: OpaquePointer
    private let buffer: UnsafeMutablePointer<GstBuffer>
    private let baseTime: Int64

    /// Takes over a reference that the caller owns; nil for a sample without a buffer, which is released.
    init?(adopting raw: OpaquePointer, baseTime: GstClockTime) {
        guard let buffer = gst_sample_get_buffer(raw) else {
            gst_sample_unref(raw)
            return nil
        }
        self.raw = raw
        self.buffer = buffer
        self.baseTime = Int64(clamping: baseTime)
    }

    deinit { gst_sample_unref(raw) }

    public var caps: Caps? { gst_sample_get_caps(raw).map { Caps(retaining: $0) } }

    /// A decoder can start here.
    public var isKeyframe: Bool { sv_buffer_is_delta(buffer) == 0 }

    /// Parameter sets or such without a picture of their own.
    public var isHeader: Bool { sv_buffer_is_header(buffer) != 0 }

    public var isDiscontinuous: Bool { sv_buffer_is_discontinuous(buffer) != 0 }

    /// When the buffer is to be shown, in nanoseconds of the pipeline's clock; nil when it has no such time.
    ///
    /// Encoders shift timestamps together with the segment (x264enc by 1000 hours), so the plain timestamp says
    /// nothing: this is the running time plus the base time.
    public var presentationTime: Int64? { clockTime(of: buffer.pointee.pts) }

    /// When the buffer is to be decoded; as `presentationTime`.
    public var decodeTime: Int64? { clockTime(of: buffer.pointee.dts) }

    /// Nanoseconds; nil when unknown.
    public var duration: Int64? {
        buffer.pointee.duration == sv_clock_time_none ? nil : Int64(clamping: buffer.pointee.duration)
    }

    public var size: Int { Int(gst_buffer_get_size(buffer)) }

    /// Copies the bytes out.
    public func bytes() -> [UInt8] {
        let size = gst_buffer_get_size(buffer)
        return [UInt8](unsafeUninitializedCapacity: Int(size)) { target, count in
            count = Int(gst_buffer_extract(buffer, 0, target.baseAddress, size))
        }
    }

    /// Lends the buffer as a raw video frame; nil when it is none.
    func withRawFrame<Result>(_ body: (UnsafePointer<GstVideoFrame>) -> Result) -> Result? {
        var info = GstVideoInfo()
        var frame = GstVideoFrame()
        guard let caps = gst_sample_get_caps(raw), gst_video_info_from_caps(&info, caps) != 0,
            gst_video_frame_map(&frame, &info, buffer, GST_MAP_READ) != 0
        else { return nil }
        defer { gst_video_frame_unmap(&frame) }
        return body(&frame)
    }

    private func clockTime(of time: GstClockTime) -> Int64? {
        guard time != sv_clock_time_none, let segment = gst_sample_get_segment(raw) else { return nil }
        var running: UInt = 0
        let sign = gst_segment_to_running_time_full(segment, GST_FORMAT_TIME, time, &running)
        guard sign != 0 else { return nil }
        return baseTime + (sign > 0 ? Int64(clamping: running) : -Int64(clamping: running))
    }
}
