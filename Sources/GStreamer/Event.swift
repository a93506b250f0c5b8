// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// An event to send; the C object is made when it is sent, and is then the receiver's.
public enum Event: Sendable, Hashable {
    /// Travels upstream: the encoder makes its next frame a keyframe.
    ///
    /// `allHeaders` repeats the parameter sets; `count` numbers the requests.
    case forceKeyUnit(allHeaders: Bool, count: UInt32)
    /// Travels downstream: nothing more will come.
    case endOfStream

    /// Makes the C object, which the receiver takes over.
    func makeEvent() -> UnsafeMutablePointer<GstEvent> {
        switch self {
        case .forceKeyUnit(let allHeaders, let count):
            gst_video_event_new_upstream_force_key_unit(sv_clock_time_none, allHeaders ? 1 : 0, count)
        case .endOfStream: gst_event_new_eos()
        }
    }
}
