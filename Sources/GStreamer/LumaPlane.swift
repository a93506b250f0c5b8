// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// The brightness of a raw frame, a byte per pixel; valid within the call that lends it only.
public struct LumaPlane {
    public let width: Int
    public let height: Int
    /// Bytes from one row to the next.
    public let stride: Int
    public let first: UnsafePointer<UInt8>
}

extension Sample {
    /// Lends the first plane of a raw frame in a planar 8-bit format, such as I420 or NV12.
    ///
    /// - Returns: What `body` returns; nil for what is no such frame.
    public func withLuma<Result>(_ body: (LumaPlane) -> Result) -> Result? {
        withRawFrame { frame -> Result? in
            guard let format = frame.pointee.info.finfo, format.pointee.depth.0 == 8,
                format.pointee.pixel_stride.0 == 1, format.pointee.n_planes > 1,
                let first = frame.pointee.data.0
            else { return nil }
            return body(
                LumaPlane(
                    width: Int(frame.pointee.info.width), height: Int(frame.pointee.info.height),
                    stride: Int(frame.pointee.info.stride.0),
                    first: UnsafePointer(first.assumingMemoryBound(to: UInt8.self))))
        } ?? nil
    }
}
