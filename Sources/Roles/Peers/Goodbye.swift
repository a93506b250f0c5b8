// SPDX-License-Identifier: Apache-2.0
import GStreamer

/// Tells a viewer that the connection ends: its DTLS transport is closed within some 50 ms (a page sees that
/// in `receiver.transport.state`), instead of a connection that looks disconnected after 5 s.
///
/// webrtcbin has no call for it; its DTLS encoder sends close_notify when its input ends.
struct Goodbye: Sendable {
    private let encoders = Monitor<[Element]>([])

    /// Before the element starts.
    init(_ webrtc: WebRTCBin) throws(SignalError) {
        try webrtc.onInnerElement(of: "dtlsenc") { [encoders] encoder in
            encoders.update { $0.append(encoder) }
        }
    }

    /// Sends the alert and gives the encoder's thread a moment to do so. Not on a streaming thread.
    func say() {
        for encoder in encoders.update({ $0 }) { encoder.pad("sink")?.send(.endOfStream) }
        _ = encoders.wait(atMost: .milliseconds(20)) { _ in Void?.none }
    }
}
