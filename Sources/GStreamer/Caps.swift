// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// A description of media formats. Any thread: it is never changed after its making.
public final class Caps: @unchecked Sendable {  // the C object is only read, and its count is atomic
    let pointer: UnsafeMutablePointer<GstCaps>

    /// Takes over a reference that the caller owns.
    init(adopting pointer: UnsafeMutablePointer<GstCaps>) { self.pointer = pointer }

    /// Adds a reference of its own.
    convenience init(retaining pointer: UnsafeMutablePointer<GstCaps>) {
        self.init(adopting: gst_caps_ref(pointer))
    }

    /// Reads caps from text; nil when it is no caps.
    public convenience init?(_ text: String) {
        guard let pointer = gst_caps_from_string(text) else { return nil }
        self.init(adopting: pointer)
    }

    deinit { gst_caps_unref(pointer) }

    /// The text form, from which equal caps can be read.
    public var text: String { takeString(gst_caps_to_string(pointer)) ?? "" }

    /// The first structure's media type, such as `video/x-h264`; empty for `ANY` and `EMPTY`.
    public var mediaType: String { first.map { String(cString: gst_structure_get_name($0)) } ?? "" }

    /// A whole number of the first structure; nil when it is missing or a range.
    public func integer(_ field: String) -> Int? {
        var value: Int32 = 0
        guard let first, gst_structure_get_int(first, field, &value) != 0 else { return nil }
        return Int(value)
    }

    /// A fraction of the first structure; nil when it is missing or a range.
    public func fraction(_ field: String) -> (numerator: Int, denominator: Int)? {
        var numerator: Int32 = 0
        var denominator: Int32 = 0
        guard let first, gst_structure_get_fraction(first, field, &numerator, &denominator) != 0 else {
            return nil
        }
        return (Int(numerator), Int(denominator))
    }

    /// A string of the first structure; nil when it is missing.
    public func string(_ field: String) -> String? {
        guard let first, let text = gst_structure_get_string(first, field) else { return nil }
        return String(cString: text)
    }

    /// Whether there is a format that both allow.
    public func intersects(_ other: Caps) -> Bool { gst_caps_can_intersect(pointer, other.pointer) != 0 }

    /// Whether both allow the same formats.
    public func isEqual(to other: Caps) -> Bool {
        pointer == other.pointer || gst_caps_is_equal(pointer, other.pointer) != 0
    }

    private var first: UnsafeMutablePointer<GstStructure>? {
        guard gst_caps_is_any(pointer) == 0, gst_caps_get_size(pointer) > 0 else { return nil }
        return gst_caps_get_structure(pointer, 0)
    }
}
