// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// What a pipeline reports of itself, copied out of the C message.
public enum BusMessage: Sendable, Hashable {
    /// Something went wrong in an element, as it says itself.
    public struct Failure: Sendable, Hashable {
        /// GStreamer's classes of errors.
        public enum Domain: Sendable, Hashable { case core, library, resource, stream, other }

        /// The element's name, such as `ximagesrc0`.
        public var element: String
        /// The element's factory, such as `ximagesrc`; may be empty.
        public var factory: String
        public var domain: Domain
        /// The code within the domain.
        public var code: Int
        /// A sentence for people.
        public var message: String
        /// Where in the element, and details; may be empty.
        public var debug: String
    }

    /// The pipeline cannot go on.
    case error(Failure)
    case warning(Failure)
    /// All sinks have seen the end of the stream.
    case endOfStream
    /// The pipeline itself, not one of its elements, is in another state.
    case stateChanged(to: Element.State)
    /// An element's latency changed; `Pipeline.recalculateLatency` is due.
    case latency
    /// Anything else, by GStreamer's name for the type.
    case other(type: String, element: String)

    /// Reads a message that the caller goes on to own.
    init(borrowing message: UnsafeMutablePointer<GstMessage>, of pipeline: UnsafeMutableRawPointer) {
        switch message.pointee.type {
        case GST_MESSAGE_ERROR: self = .error(Failure(message, gst_message_parse_error))
        case GST_MESSAGE_WARNING: self = .warning(Failure(message, gst_message_parse_warning))
        case GST_MESSAGE_EOS: self = .endOfStream
        case GST_MESSAGE_LATENCY: self = .latency
        case GST_MESSAGE_STATE_CHANGED where UnsafeMutableRawPointer(message.pointee.src) == pipeline:
            var state = GST_STATE_VOID_PENDING
            gst_message_parse_state_changed(message, nil, &state, nil)
            self = .stateChanged(to: Element.State(rawValue: state.rawValue) ?? .null)
        default:
            let source = message.pointee.src.flatMap { takeString(gst_object_get_name($0)) } ?? ""
            self = .other(
                type: String(cString: gst_message_type_get_name(message.pointee.type)), element: source)
        }
    }
}

extension BusMessage.Failure {
    fileprivate typealias Parse = (
        UnsafeMutablePointer<GstMessage>?, UnsafeMutablePointer<UnsafeMutablePointer<GError>?>?,
        UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) -> Void

    fileprivate init(_ message: UnsafeMutablePointer<GstMessage>, _ parse: Parse) {
        var error: UnsafeMutablePointer<GError>?
        var debug: UnsafeMutablePointer<CChar>?
        parse(message, &error, &debug)
        self.debug = takeString(debug) ?? ""
        domain = .other
        code = 0
        if let error {
            domain = Domain(quark: error.pointee.domain)
            code = Int(error.pointee.code)
        }
        self.message = takeMessage(of: error) ?? ""
        let source = message.pointee.src.map { Object(retaining: UnsafeMutableRawPointer($0)) }
        element = source?.name ?? ""
        factory = ""
        if let source, sv_is_element(source.raw) != 0 { factory = Element(retaining: source.raw).factoryName }
    }
}

extension BusMessage.Failure.Domain {
    fileprivate init(quark: GQuark) {
        switch quark {
        case gst_core_error_quark(): self = .core
        case gst_library_error_quark(): self = .library
        case gst_resource_error_quark(): self = .resource
        case gst_stream_error_quark(): self = .stream
        default: self = .other
        }
    }
}
