// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// A look at what passes a pad. It stays when this value goes, until the pad goes or `remove` is called.
public struct PadProbe: Sendable {
    /// What becomes of the thing that passes.
    public enum Verdict: Sendable { case pass, drop }

    let pad: Pad
    let identifier: UInt

    /// Ends the probe and releases what its handler captured; once only.
    public func remove() { gst_pad_remove_probe(pad.pointer, identifier) }
}

/// An event that passes a pad; valid within the probe's call only.
public struct PassingEvent {
    let event: UnsafeMutablePointer<GstEvent>

    /// Someone downstream needs a keyframe.
    public var isForceKeyUnit: Bool { gst_video_event_is_force_key_unit(event) != 0 }

    /// The event's type as GStreamer names it: `caps`, `eos`, `custom-upstream`.
    public var typeName: String { String(cString: gst_event_type_get_name(event.pointee.type)) }

    /// The name of the event's structure, such as `GstForceKeyUnit`; empty when it has none.
    public var structureName: String {
        guard let structure = gst_event_get_structure(event) else { return "" }
        return String(cString: gst_structure_get_name(structure))
    }
}

extension Pad {
    /// Shows each event that comes from downstream; on a source pad that is before its element sees it.
    ///
    /// - Parameter handler: Called on the thread that sends the event; must not block, and must not hold this pad.
    @discardableResult
    public func onUpstreamEvent(
        _ handler: @escaping @Sendable (PassingEvent) -> PadProbe.Verdict
    ) -> PadProbe {
        addProbe(GST_PAD_PROBE_TYPE_EVENT_UPSTREAM) { info in
            gst_pad_probe_info_get_event(info).map { handler(PassingEvent(event: $0)) } ?? .pass
        }
    }

    /// Shows each buffer, on the streaming thread; must not hold this pad.
    @discardableResult
    public func onBuffer(_ handler: @escaping @Sendable () -> PadProbe.Verdict) -> PadProbe {
        addProbe(GST_PAD_PROBE_TYPE_BUFFER) { _ in handler() }
    }

    /// Adds a probe whose handler is released with it.
    func addProbe(
        _ type: GstPadProbeType,
        _ handler: @escaping @Sendable (UnsafeMutablePointer<GstPadProbeInfo>) -> PadProbe.Verdict
    ) -> PadProbe {
        let box = Unmanaged.passRetained(ProbeHandler(handler))
        let identifier = gst_pad_add_probe(
            pointer, type,
            { _, info, data in
                guard let info, let data else { return GST_PAD_PROBE_OK }
                switch Unmanaged<ProbeHandler>.fromOpaque(data).takeUnretainedValue().call(info) {
                case .pass: return GST_PAD_PROBE_OK
                case .drop: return GST_PAD_PROBE_DROP
                }
            }, box.toOpaque(),
            { data in
                if let data { Unmanaged<ProbeHandler>.fromOpaque(data).release() }
            })
        return PadProbe(pad: self, identifier: identifier)
    }
}

/// Keeps a handler for the C callback.
private final class ProbeHandler: Sendable {
    let call: @Sendable (UnsafeMutablePointer<GstPadProbeInfo>) -> PadProbe.Verdict
    init(_ call: @escaping @Sendable (UnsafeMutablePointer<GstPadProbeInfo>) -> PadProbe.Verdict) {
        self.call = call
    }
}
