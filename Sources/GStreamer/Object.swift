// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// One reference to a GObject.
///
/// Any thread may hold, pass on and release it, and read or set properties. Identity is that of the C object: two
/// wrappers of one object are independent references to it.
public class Object: @unchecked Sendable {  // raw is constant, GObject locks
    let raw: UnsafeMutableRawPointer

    /// Takes over a reference that the caller owns, or the floating reference of a new object.
    required init(adopting raw: UnsafeMutableRawPointer) {
        self.raw = raw
        if g_object_is_floating(raw) != 0 { g_object_ref_sink(raw) }
    }

    /// Adds a reference of its own; the caller's remains the caller's.
    convenience init(retaining raw: UnsafeMutableRawPointer) {
        self.init(adopting: g_object_ref(raw))
    }

    deinit { g_object_unref(raw) }

    /// The object's unique name within its parent; empty for an object that is no GstObject.
    public var name: String {
        guard sv_is_gst_object(raw) != 0 else { return "" }
        return takeString(gst_object_get_name(sv_object(raw))) ?? ""
    }

    /// The name of the C type, such as `GstX264Enc`.
    public var typeName: String { String(cString: g_type_name(sv_type_of(raw))) }
}
