// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// What an element answers to a request that it works on by itself; valid within the handler's call only.
public struct PromiseReply {
    /// False when the element gave up, as it does when it is stopped.
    let isAnswered: Bool
    /// Nil also for an answer that says nothing but "done".
    let structure: UnsafePointer<GstStructure>?

    /// What went wrong, as the element says it; nil when nothing did.
    public var failure: String? {
        guard isAnswered else { return "the request was not answered" }
        guard let structure, let error = sv_structure_error(structure) else { return nil }
        return error.pointee.message.map { String(cString: $0) } ?? "no reason given"
    }

    /// The session description in a field such as `answer`.
    public func description(_ field: String) -> WebRTCDescription? {
        structure.flatMap { sv_structure_description($0, field) }.flatMap { WebRTCDescription(copying: $0) }
    }
}

/// A request's place for the answer.
enum Promise {
    /// Makes a promise and lends it to `body`, which passes it to an element.
    ///
    /// `handler` runs once, on a thread of the element, when it answers or gives up; it returns at once. It
    /// never runs when the element drops the promise unanswered.
    static func make(
        _ handler: @escaping @Sendable (PromiseReply) -> Void,
        lending body: (UnsafeMutablePointer<GstPromise>) -> Void
    ) {
        let box = Unmanaged.passRetained(ReplyHandler(handler))
        let promise = gst_promise_new_with_change_func(
            { promise, data in
                guard let promise, let data else { return }
                let handler = Unmanaged<ReplyHandler>.fromOpaque(data).takeUnretainedValue()
                let isAnswered = gst_promise_wait(promise) == GST_PROMISE_RESULT_REPLIED
                let structure = isAnswered ? gst_promise_get_reply(promise) : nil
                handler.call(PromiseReply(isAnswered: isAnswered, structure: structure))
            }, box.toOpaque(),
            { data in
                if let data { Unmanaged<ReplyHandler>.fromOpaque(data).release() }
            })
        guard let promise else { return box.release() }
        body(promise)
        gst_promise_unref(promise)
    }
}

/// Keeps a handler for the C callback.
private final class ReplyHandler: Sendable {
    let call: @Sendable (PromiseReply) -> Void
    init(_ call: @escaping @Sendable (PromiseReply) -> Void) { self.call = call }
}
