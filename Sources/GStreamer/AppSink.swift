// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// The end of a pipeline where samples leave it for Swift. Any thread.
public final class AppSink: Element, @unchecked Sendable {  // adds no state to Object

    /// The element as an appsink; nil when it is another kind of element.
    public convenience init?(_ element: Element) {
        guard sv_is_app_sink(element.raw) != 0 else { return nil }
        self.init(retaining: element.raw)
    }

    private var sink: UnsafeMutablePointer<GstAppSink> { raw.assumingMemoryBound(to: GstAppSink.self) }

    /// Hands each sample to `handler`, on the streaming thread: what it does delays the stream.
    ///
    /// Set before the pipeline starts; the handler is kept as long as the element. It must not hold the pipeline.
    public func onSample(_ handler: @escaping @Sendable (borrowing Sample) -> Void) {
        var callbacks = GstAppSinkCallbacks()
        callbacks.new_sample = { sink, data in
            guard let sink, let data, let raw = gst_app_sink_pull_sample(sink) else { return GST_FLOW_EOS }
            let element = UnsafeMutableRawPointer(sink).assumingMemoryBound(to: GstElement.self)
            if let sample = Sample(adopting: raw, baseTime: gst_element_get_base_time(element)) {
                Unmanaged<SampleHandler>.fromOpaque(data).takeUnretainedValue().call(sample)
            }
            return GST_FLOW_OK
        }
        let box = Unmanaged.passRetained(SampleHandler(handler))
        gst_app_sink_set_callbacks(sink, &callbacks, box.toOpaque()) { data in
            if let data { Unmanaged<SampleHandler>.fromOpaque(data).release() }
        }
    }
}

/// Keeps a handler for the C callback.
private final class SampleHandler: Sendable {
    let call: @Sendable (borrowing Sample) -> Void
    init(_ call: @escaping @Sendable (borrowing Sample) -> Void) { self.call = call }
}
