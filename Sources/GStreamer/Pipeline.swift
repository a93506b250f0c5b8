// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// A pipeline, stopped and released when the last reference goes, which must not happen on one of its streaming
/// threads. Otherwise any thread.
public final class Pipeline: Element, @unchecked Sendable {  // adds no state to Object

    /// A new pipeline without elements.
    public static func empty(named name: String) -> Pipeline {
        Pipeline(adopting: gst_pipeline_new(name))
    }

    deinit {
        gst_element_set_state(pointer, GST_STATE_NULL)
        setMessageHandler(nil)
    }

    var bin: UnsafeMutablePointer<GstBin> { raw.assumingMemoryBound(to: GstBin.self) }
    private var pipeline: UnsafeMutablePointer<GstPipeline> { raw.assumingMemoryBound(to: GstPipeline.self) }

    /// The element of that name, also within bins.
    public func element(named name: String) -> Element? {
        gst_bin_get_by_name(bin, name).map { Element(adopting: $0) }
    }

    /// Adds an element, which the pipeline then holds too; false when it has one of that name.
    @discardableResult
    public func add(_ element: Element) -> Bool { gst_bin_add(bin, element.pointer) != 0 }

    /// Runs `handler` for each message, on the thread that posts it: it copies what it needs and returns at once. It
    /// must not hold the pipeline, and must not change its state. Replaces the handler that was set before.
    public func onMessage(_ handler: @escaping @Sendable (BusMessage) -> Void) {
        setMessageHandler(MessageHandler(pipeline: raw, call: handler))
    }

    /// Keeps to the system's monotonic clock, whatever clocks the elements offer: running time plus base time is
    /// then `CLOCK_MONOTONIC`. Before the pipeline starts.
    public func useMonotonicClock() {
        let clock = gst_system_clock_obtain()
        gst_pipeline_use_clock(pipeline, clock)
        gst_object_unref(clock)
    }

    /// The clock's time at which running time is 0, in nanoseconds; chosen when the pipeline starts to play, unless
    /// `fixBaseTime` was called.
    public var baseTime: Int64 { Int64(clamping: gst_element_get_base_time(pointer)) }

    /// Sets the base time by hand, in nanoseconds of the pipeline's clock, and keeps it over state changes.
    public func fixBaseTime(_ nanoseconds: Int64) {
        gst_element_set_start_time(pointer, sv_clock_time_none)
        gst_element_set_base_time(pointer, UInt(clamping: nanoseconds))
    }

    /// Asks all elements for their latency and distributes the sum; due after a `latency` message.
    @discardableResult
    public func recalculateLatency() -> Bool { gst_bin_recalculate_latency(bin) != 0 }

    private func setMessageHandler(_ handler: MessageHandler?) {
        guard let bus = gst_pipeline_get_bus(pipeline) else { return }
        defer { gst_object_unref(bus) }
        // A handler can only be replaced after it has been cleared.
        gst_bus_set_sync_handler(bus, nil, nil, nil)
        guard let handler else { return }
        gst_bus_set_sync_handler(
            bus,
            { _, message, data in
                guard let message, let data else { return GST_BUS_PASS }
                let handler = Unmanaged<MessageHandler>.fromOpaque(data).takeUnretainedValue()
                handler.call(BusMessage(borrowing: message, of: handler.pipeline))
                gst_message_unref(message)
                return GST_BUS_DROP
            }, Unmanaged.passRetained(handler).toOpaque(),
            { data in
                if let data { Unmanaged<MessageHandler>.fromOpaque(data).release() }
            })
    }
}

/// Keeps a handler for the C callback.
private final class MessageHandler: @unchecked Sendable {  // `pipeline` is compared, never followed
    let pipeline: UnsafeMutableRawPointer
    let call: @Sendable (BusMessage) -> Void

    init(pipeline: UnsafeMutableRawPointer, call: @escaping @Sendable (BusMessage) -> Void) {
        self.pipeline = pipeline
        self.call = call
    }
}
