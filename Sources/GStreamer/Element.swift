// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// An element of a pipeline. All methods may be called from any thread, but for state changes: those must not come
/// from a streaming thread, which they would wait for.
public class Element: Object, @unchecked Sendable {  // adds no state to Object

    /// States in their order.
    public enum State: UInt32, Sendable, Hashable { case null = 1, ready, paused, playing }

    /// How far a state change is when `setState` returns.
    public enum StateChange: Sendable, Hashable {
        case done
        /// Goes on by itself; the bus tells when it is done, or what failed.
        case underWay
        /// Done, and the pipeline is live: it delivers nothing while paused.
        case live
    }

    /// The element refuses the state; the bus may have a message that says why.
    public struct StateError: Error, Sendable, Hashable, CustomStringConvertible {
        public var description: String
    }

    var pointer: UnsafeMutablePointer<GstElement> { raw.assumingMemoryBound(to: GstElement.self) }

    /// The name of the factory that made it, such as `x264enc`; empty when it was made without one.
    public var factoryName: String {
        guard let factory = gst_element_get_factory(pointer) else { return "" }
        return takeString(gst_object_get_name(sv_object(UnsafeMutableRawPointer(factory)))) ?? ""
    }

    /// Asks for a state. Must not be called from a streaming thread.
    @discardableResult
    public func setState(_ state: State) throws(StateError) -> StateChange {
        switch gst_element_set_state(pointer, GstState(rawValue: state.rawValue)) {
        case GST_STATE_CHANGE_SUCCESS: return .done
        case GST_STATE_CHANGE_ASYNC: return .underWay
        case GST_STATE_CHANGE_NO_PREROLL: return .live
        default: throw StateError(description: "\(name) does not reach the state \(state)")
        }
    }

    /// Waits for a state change that is under way.
    ///
    /// - Returns: True when it is done; false when it failed or `limit` has passed.
    public func waitForState(atMost limit: Duration) -> Bool {
        let (seconds, attoseconds) = limit.components
        let nanoseconds = UInt(seconds) * 1_000_000_000 + UInt(attoseconds / 1_000_000_000)
        let change = gst_element_get_state(pointer, nil, nil, nanoseconds)
        return change == GST_STATE_CHANGE_SUCCESS || change == GST_STATE_CHANGE_NO_PREROLL
    }

    /// A pad that is always there, such as `src`; nil when there is none of that name.
    public func pad(_ name: String) -> Pad? {
        gst_element_get_static_pad(pointer, name).map { Pad(adopting: $0) }
    }

    /// A new pad from a template such as `sink_%u`; nil when the element gives none.
    public func requestPad(_ template: String) -> Pad? {
        gst_element_request_pad_simple(pointer, template).map { Pad(adopting: $0) }
    }

    /// Sends an event to the element: a source takes `.endOfStream`, a sink passes upstream events on.
    @discardableResult
    public func send(_ event: Event) -> Bool {
        gst_element_send_event(pointer, event.makeEvent()) != 0
    }

    /// Follows the state of the bin that it was added to.
    @discardableResult
    public func syncStateWithParent() -> Bool { gst_element_sync_state_with_parent(pointer) != 0 }
}
