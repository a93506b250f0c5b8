// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// The start of a pipeline that Swift feeds. Any thread.
public final class AppSource: Element, @unchecked Sendable {  // adds no state to Object

    /// Whether a buffer was taken.
    public enum Flow: Sendable, Hashable {
        case taken
        /// The pipeline is stopping or stopped.
        case flushing
        case ended
        /// The pipeline has failed; its bus says why.
        case failed
    }

    /// The element as an appsrc; nil when it is another kind of element.
    public convenience init?(_ element: Element) {
        guard sv_is_app_source(element.raw) != 0 else { return nil }
        self.init(retaining: element.raw)
    }

    private var source: UnsafeMutablePointer<GstAppSrc> { raw.assumingMemoryBound(to: GstAppSrc.self) }

    /// The format of what is pushed from now on.
    public func setCaps(_ caps: Caps) { gst_app_src_set_caps(source, caps.pointer) }

    /// Queues a buffer; never waits unless the element's `block` property is set.
    @discardableResult
    public func push(_ buffer: Buffer) -> Flow { push(counted: buffer.pointer) }

    /// Queues a buffer that remains the caller's too.
    func push(counted pointer: UnsafeMutablePointer<GstBuffer>) -> Flow {
        // The element takes over the reference that it is given; this keeps the caller's.
        switch gst_app_src_push_buffer(source, gst_buffer_ref(pointer)) {
        case GST_FLOW_OK: .taken
        case GST_FLOW_FLUSHING: .flushing
        case GST_FLOW_EOS: .ended
        default: .failed
        }
    }

    /// Nothing more will be pushed; what is queued still flows.
    @discardableResult
    public func endStream() -> Flow { gst_app_src_end_of_stream(source) == GST_FLOW_OK ? .taken : .failed }

    /// Bytes that wait in the element.
    public var levelBytes: Int { Int(clamping: gst_app_src_get_current_level_bytes(source)) }
}
