// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// One plane of a raw frame, a byte per sample; valid within the call that lends it only.
public struct RawPlane {
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
    public func withLuma<Result>(_ body: (RawPlane) -> Result) -> Result? { withPlane(0, body) }

    /// Lends a component of a raw frame whose samples lie side by side: the first of I420 and NV12, all of I420.
    ///
    /// - Parameter component: 0 for Y, 1 for U, 2 for V.
    /// - Returns: What `body` returns; nil for what is no such frame.
    public func withPlane<Result>(_ component: Int, _ body: (RawPlane) -> Result) -> Result? {
        withRawFrame { frame -> Result? in
            guard let format = frame.pointee.info.finfo, (0..<3).contains(component), format.pointee.n_planes > 1,
                format.pointee.n_components > component
            else { return nil }
            let (depths, pixelStrides) = (format.pointee.depth, format.pointee.pixel_stride)
            let (depth, pixelStride) =
                [(depths.0, pixelStrides.0), (depths.1, pixelStrides.1), (depths.2, pixelStrides.2)][component]
            let data = frame.pointee.data
            guard depth == 8, pixelStride == 1, let first = [data.0, data.1, data.2][component] else { return nil }
            let strides = frame.pointee.info.stride
            let isChroma = component > 0
            let shift = { (side: Int32, by: UInt32) in isChroma ? -(-Int(side) >> Int(by)) : Int(side) }
            return body(
                RawPlane(
                    width: shift(frame.pointee.info.width, format.pointee.w_sub.1),
                    height: shift(frame.pointee.info.height, format.pointee.h_sub.1),
                    stride: Int([strides.0, strides.1, strides.2][component]),
                    first: UnsafePointer(first.assumingMemoryBound(to: UInt8.self))))
        } ?? nil
    }
}
