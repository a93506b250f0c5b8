// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// A buffer that passes a pad; valid within the probe's call only.
public struct PassingBuffer {
    let buffer: UnsafeMutablePointer<GstBuffer>

    /// The plain timestamp in nanoseconds of the pad's segment; nil when it has none. Encoders shift it, together
    /// with the segment.
    public var timestamp: Int64? {
        buffer.pointee.pts == sv_clock_time_none ? nil : Int64(clamping: buffer.pointee.pts)
    }

    public var size: Int { Int(gst_buffer_get_size(buffer)) }

    /// Copies the first bytes out, all of them when there are fewer.
    public func bytes(atMost limit: Int) -> [UInt8] {
        let size = min(limit, size)
        return [UInt8](unsafeUninitializedCapacity: size) { target, count in
            count = Int(gst_buffer_extract(buffer, 0, target.baseAddress, UInt(size)))
        }
    }
}

extension Pad {
    /// Shows each buffer, on the streaming thread, before its receiver gets it; must not hold this pad.
    @discardableResult
    public func onPassingBuffer(
        _ handler: @escaping @Sendable (PassingBuffer) -> PadProbe.Verdict
    ) -> PadProbe {
        addProbe(GST_PAD_PROBE_TYPE_BUFFER) { info in
            gst_pad_probe_info_get_buffer(info).map { handler(PassingBuffer(buffer: $0)) } ?? .pass
        }
    }
}
