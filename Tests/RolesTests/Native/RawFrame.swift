// SPDX-License-Identifier: Apache-2.0
import CGStreamer

@testable import GStreamer

/// A raw picture with rows as far apart as a test wants them.
struct RawFrame {
    var format: String
    var width: Int
    var height: Int
    /// In bytes, one for each plane.
    var strides: [Int]

    private var isPair: Bool { format == "NV12" }

    /// Bytes in a row of a plane, and rows.
    private func extent(of plane: Int) -> (width: Int, height: Int) {
        guard plane > 0 else { return (width, height) }
        return ((width + 1) / 2 * (isPair ? 2 : 1), (height + 1) / 2)
    }

    private func sample(_ plane: Int, _ row: Int, _ column: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: plane * 77 + row * 31 + column * 7)
    }

    /// FNV-1a of what is to be seen of a plane, as the fixture writes it.
    func hash(of plane: Int) -> String {
        let (width, height) = extent(of: plane)
        var value: UInt32 = 2_166_136_261
        for row in 0..<height {
            for column in 0..<width { value = (value ^ UInt32(sample(plane, row, column))) &* 16_777_619 }
        }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// The picture, with the bytes between its rows set to something else; the last row ends with its last sample.
    func push(into source: AppSource) -> Bool {
        var bytes: [UInt8] = []
        var offsets: [UInt] = []
        for (plane, stride) in strides.enumerated() {
            let (width, height) = extent(of: plane)
            offsets.append(UInt(bytes.count))
            for row in 0..<height {
                bytes += (0..<width).map { sample(plane, row, $0) }
                if row < height - 1 || plane < strides.count - 1 {
                    bytes += [UInt8](repeating: 0xee, count: stride - width)
                }
            }
        }
        guard let buffer = gst_buffer_new_allocate(nil, UInt(bytes.count), nil) else { return false }
        gst_buffer_fill(buffer, 0, bytes, UInt(bytes.count))
        var strides = strides.map { Int32($0) }
        gst_buffer_add_video_meta_full(
            buffer, GST_VIDEO_FRAME_FLAG_NONE, isPair ? GST_VIDEO_FORMAT_NV12 : GST_VIDEO_FORMAT_I420,
            UInt32(width), UInt32(height), UInt32(offsets.count), &offsets, &strides)
        return gst_app_src_push_buffer(source.raw.assumingMemoryBound(to: GstAppSrc.self), buffer) == GST_FLOW_OK
    }
}

extension AppSource {
    /// Throws away what is on its way downstream; the stream begins anew.
    func flush() {
        gst_element_send_event(pointer, gst_event_new_flush_start())
        gst_element_send_event(pointer, gst_event_new_flush_stop(1))
    }
}

extension Element {
    /// The least latency that the element answers for itself and what is before it, in nanoseconds.
    func minimumLatency() -> UInt? {
        guard let query = gst_query_new_latency() else { return nil }
        defer { gst_mini_object_unref(UnsafeMutableRawPointer(query).assumingMemoryBound(to: GstMiniObject.self)) }
        guard gst_element_query(pointer, query) != 0 else { return nil }
        var isLive: gboolean = 0
        var (least, most): (UInt, UInt) = (0, 0)
        gst_query_parse_latency(query, &isLive, &least, &most)
        return least
    }
}
