// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// A property that could not be set.
public enum PropertyError: Error, Sendable, Hashable, CustomStringConvertible {
    case missing(property: String, of: String)
    case readOnly(property: String, of: String)
    /// The text is no value of the property's type.
    case invalid(property: String, of: String, value: String)

    public var description: String {
        switch self {
        case .missing(let property, let type): "\(type) has no property \(property)"
        case .readOnly(let property, let type): "the property \(property) of \(type) cannot be set"
        case .invalid(let property, let type, let value):
            "\(value) is no value for the property \(property) of \(type)"
        }
    }
}

extension Object {
    /// Whether the object's class has the property.
    public func hasProperty(_ name: String) -> Bool { sv_property(raw, name) != nil }

    /// Whether the object has the property, and the text is a value of its type; sets nothing.
    public func takes(_ name: String, text: String) -> Bool {
        guard let specification = try? writableProperty(name),
            var value = try? value(of: specification, name, text)
        else { return false }
        g_value_unset(&value)
        return true
    }

    /// Sets a property from text as a pipeline description would: numbers, booleans, names of enumerations and flags,
    /// caps. Numbers out of range become the nearest that is allowed.
    public func setProperty(_ name: String, text: String) throws(PropertyError) {
        let specification = try writableProperty(name)
        var value = try value(of: specification, name, text)
        defer { g_value_unset(&value) }
        // Brings the value into the property's range; GObject would refuse it with a warning on stderr.
        g_param_value_validate(specification, &value)
        g_object_set_property(sv_gobject(raw), name, &value)
    }

    /// Sets a numeric property of any width; out of range becomes the nearest that is allowed.
    public func setProperty(_ name: String, to value: Int) throws(PropertyError) {
        try setProperty(name, text: String(value))
    }

    /// Sets a boolean property.
    public func setProperty(_ name: String, to value: Bool) throws(PropertyError) {
        try setProperty(name, text: value ? "true" : "false")
    }

    /// Sets a property that holds an object, such as an element's `clock`; nil clears it.
    public func setProperty(_ name: String, to object: Object?) throws(PropertyError) {
        let specification = try writableProperty(name)
        var value = GValue()
        g_value_init(&value, specification.pointee.value_type)
        g_value_set_object(&value, object?.raw)
        g_object_set_property(sv_gobject(raw), name, &value)
        g_value_unset(&value)
    }

    /// The property's value as text, as a pipeline description would spell it; nil when it has no such property, or
    /// one that cannot be read or is unset.
    public func property(_ name: String) -> String? {
        withProperty(name) { value -> String? in
            if sv_fundamental_type(sv_value_type(value)) == sv_type_string() {
                return g_value_get_string(value).map { String(cString: $0) }
            }
            return takeString(gst_value_serialize(value))
        } ?? nil
    }

    /// How `property` would spell this value of the property, were it set; nil when it has no such property, or when
    /// the text is no value of its type.
    public func spelling(of text: String, asProperty name: String) -> String? {
        guard let specification = sv_property(raw, name) else { return nil }
        var value = GValue()
        g_value_init(&value, specification.pointee.value_type)
        defer { g_value_unset(&value) }
        if sv_fundamental_type(specification.pointee.value_type) == sv_type_string() { return text }
        guard gst_value_deserialize_with_pspec(&value, text, specification) != 0 else { return nil }
        return takeString(gst_value_serialize(&value))
    }

    /// The value of a whole-number property of any width; nil when it is none.
    public func integerProperty(_ name: String) -> Int? { property(name).flatMap { Int($0) } }

    /// The value of a boolean property; nil when it is none.
    public func booleanProperty(_ name: String) -> Bool? {
        switch property(name) {
        case "true", "TRUE": true
        case "false", "FALSE": false
        default: nil
        }
    }

    /// The object that the property holds; nil when it holds none.
    public func objectProperty(_ name: String) -> Object? {
        withProperty(name) { value -> Object? in
            let type = sv_fundamental_type(sv_value_type(value))
            guard type == sv_type_object() || type == sv_type_interface() else { return nil }
            return g_value_get_object(value).map { Object(retaining: $0) }
        } ?? nil
    }

    /// Lends the property's value; valid within `body` only.
    func withProperty<Result>(_ name: String, _ body: (UnsafePointer<GValue>) -> Result) -> Result? {
        guard let specification = sv_property(raw, name),
            specification.pointee.flags.rawValue & G_PARAM_READABLE.rawValue != 0
        else { return nil }
        var value = GValue()
        g_value_init(&value, specification.pointee.value_type)
        defer { g_value_unset(&value) }
        g_object_get_property(sv_gobject(raw), name, &value)
        return body(&value)
    }

    /// The text as a value of the property's type; the caller unsets it.
    private func value(
        of specification: UnsafeMutablePointer<GParamSpec>, _ name: String, _ text: String
    ) throws(PropertyError) -> GValue {
        var value = GValue()
        g_value_init(&value, specification.pointee.value_type)
        if sv_fundamental_type(specification.pointee.value_type) == sv_type_string() {
            g_value_set_string(&value, text)
        } else if gst_value_deserialize_with_pspec(&value, text, specification) == 0 {
            g_value_unset(&value)
            throw .invalid(property: name, of: typeName, value: text)
        }
        return value
    }

    private func writableProperty(_ name: String) throws(PropertyError) -> UnsafeMutablePointer<GParamSpec> {
        guard let specification = sv_property(raw, name) else {
            throw .missing(property: name, of: typeName)
        }
        guard specification.pointee.flags.rawValue & G_PARAM_WRITABLE.rawValue != 0 else {
            throw .readOnly(property: name, of: typeName)
        }
        return specification
    }
}
