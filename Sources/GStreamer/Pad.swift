// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// A pad of an element. Any thread.
public final class Pad: Object, @unchecked Sendable {  // adds no state to Object
    var pointer: UnsafeMutablePointer<GstPad> { raw.assumingMemoryBound(to: GstPad.self) }

    /// The caps in force; nil before they are negotiated.
    public var currentCaps: Caps? { gst_pad_get_current_caps(pointer).map { Caps(adopting: $0) } }

    /// What the pad could do now; in READY, a source's device limits are in it.
    public func queryCaps() -> Caps? { gst_pad_query_caps(pointer, nil).map { Caps(adopting: $0) } }

    /// The pad that it is linked with.
    public var peer: Pad? { gst_pad_get_peer(pointer).map { Pad(adopting: $0) } }

    /// Hands an event to this pad's element: an upstream event to a source pad, a downstream event to a sink pad.
    @discardableResult
    public func send(_ event: Event) -> Bool { gst_pad_send_event(pointer, event.makeEvent()) != 0 }

    /// Sends an event away from this pad's element, to the pad's peer.
    @discardableResult
    public func push(_ event: Event) -> Bool { gst_pad_push_event(pointer, event.makeEvent()) != 0 }

    /// Links this source pad with a sink pad; false when their caps have nothing in common.
    @discardableResult
    public func link(to sink: Pad) -> Bool { gst_pad_link(pointer, sink.pointer) == GST_PAD_LINK_OK }
}
