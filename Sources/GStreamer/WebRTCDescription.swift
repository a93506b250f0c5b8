// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// An offer or answer in the form that webrtcbin takes and gives. Any thread: it is never changed after its
/// making.
public final class WebRTCDescription: @unchecked Sendable {  // the C object is only read
    let pointer: UnsafeMutablePointer<GstWebRTCSessionDescription>

    /// Which side of the exchange the description is.
    public enum Kind: Sendable { case offer, answer }

    /// Reads a description; nil when GStreamer does not read it as one.
    public init?(_ kind: Kind, text: String) {
        var message: UnsafeMutablePointer<GstSDPMessage>?
        guard gst_sdp_message_new_from_text(text, &message) == GST_SDP_OK, let message else { return nil }
        let type = kind == .offer ? GST_WEBRTC_SDP_TYPE_OFFER : GST_WEBRTC_SDP_TYPE_ANSWER
        // Takes over the message.
        guard let pointer = gst_webrtc_session_description_new(type, message) else { return nil }
        self.pointer = pointer
    }

    /// Copies a description that the caller goes on to own.
    init?(copying pointer: UnsafePointer<GstWebRTCSessionDescription>) {
        guard let copy = gst_webrtc_session_description_copy(pointer) else { return nil }
        self.pointer = copy
    }

    deinit { gst_webrtc_session_description_free(pointer) }

    /// The description as SDP text.
    public var text: String { takeString(gst_sdp_message_as_text(pointer.pointee.sdp)) ?? "" }
}
