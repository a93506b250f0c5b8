// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// What became of a text that was held against a property's type; nothing was set.
public enum PropertyVerdict: Sendable, Hashable {
    case sound
    case missing
    case readOnly
    /// The text is no value of the type; `expected` says what the property takes, `words` are those to choose from.
    case unreadable(expected: String, words: [String])
    /// It is one, and beyond what the property takes: GStreamer leaves the property as it was.
    case outOfRange(expected: String)
}

extension Object {
    /// The properties that can be set, in alphabetical order.
    public var settableProperties: [String] {
        var count: UInt32 = 0
        guard let list = sv_properties(raw, &count) else { return [] }
        defer { g_free(list) }
        return (0..<Int(count)).compactMap { index in
            guard let specification = list[index], specification.pointee.isWritable else { return nil }
            return String(cString: g_param_spec_get_name(specification))
        }.sorted()
    }

    /// Whether a pipeline description could set the property to this text.
    public func verdict(on text: String, asProperty name: String) -> PropertyVerdict {
        guard let specification = sv_property(raw, name) else { return .missing }
        guard specification.pointee.isWritable else { return .readOnly }
        let type = PropertyType(specification)
        if let bounds = type.wholeNumbers, WholeNumber.isWritten(text) {
            // GStreamer would cut off what does not fit, and take what is left.
            guard let number = WholeNumber(text), bounds.contains(number) else {
                return .outOfRange(expected: type.expected)
            }
            return .sound
        }
        guard let isInRange = takes(text, specification, type) else {
            return .unreadable(expected: type.expected, words: type.words)
        }
        return isInRange ? .sound : .outOfRange(expected: type.expected)
    }

    /// Whether the text is within the range of the property; nil when it is no value of its type.
    private func takes(
        _ text: String, _ specification: UnsafeMutablePointer<GParamSpec>, _ type: PropertyType
    ) -> Bool? {
        // Texts take anything; what holds objects is described by other elements.
        guard !type.isText, !type.isObject else { return true }
        var value = GValue()
        g_value_init(&value, specification.pointee.value_type)
        defer { g_value_unset(&value) }
        guard gst_value_deserialize_with_pspec(&value, text, specification) != 0 else { return nil }
        return g_param_value_validate(specification, &value) == 0
    }
}

extension GParamSpec {
    fileprivate var isWritable: Bool { flags.rawValue & G_PARAM_WRITABLE.rawValue != 0 }
}

/// A whole number of any width that a property can have.
private enum WholeNumber: Comparable {
    case negative(Int)
    case positive(UInt)

    init(_ number: Int) { self = number < 0 ? .negative(number) : .positive(UInt(number)) }

    /// Nil for what is no whole number, and for one that is too large for any property.
    init?(_ text: String) {
        let body = text.hasPrefix("+") ? text.dropFirst() : text[...]
        let isNegative = body.hasPrefix("-")
        let digits = isNegative ? body.dropFirst() : body
        let isHexadecimal = digits.lowercased().hasPrefix("0x")
        let plain = isHexadecimal ? digits.dropFirst(2) : digits
        if isNegative {
            guard let number = Int("-" + plain, radix: isHexadecimal ? 16 : 10) else { return nil }
            self.init(number)
        } else {
            guard let number = UInt(plain, radix: isHexadecimal ? 16 : 10) else { return nil }
            self = .positive(number)
        }
    }

    /// Whether a text is digits, whatever their number.
    static func isWritten(_ text: String) -> Bool {
        let body = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let isHexadecimal = body.lowercased().hasPrefix("0x")
        let digits = isHexadecimal ? body.dropFirst(2) : body
        return !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) || isHexadecimal && isLetter($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...102).contains(byte | 0x20) }

    static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.negative(let left), .negative(let right)): left < right
        case (.positive(let left), .positive(let right)): left < right
        case (.negative, .positive): true
        case (.positive, .negative): false
        }
    }
}

/// What a property takes, in words.
private struct PropertyType {
    var expected: String
    /// Those to choose from; empty for all but enumerations and flags.
    var words: [String] = []
    var wholeNumbers: ClosedRange<WholeNumber>?
    var isText = false
    var isObject = false

    init(_ specification: UnsafeMutablePointer<GParamSpec>) {
        let type = specification.pointee.value_type
        let fundamental = sv_fundamental_type(type)
        var (least, most): (Int, UInt) = (0, 0)
        var (lower, upper) = (0.0, 0.0)
        isText = fundamental == sv_type_string()
        isObject = fundamental == sv_type_object() || fundamental == sv_type_interface()
        if sv_integer_range(specification, &least, &most) != 0 {
            expected = "a whole number from \(least) to \(most)"
            wholeNumbers = WholeNumber(least)...Self.upper(least, most)
        } else if sv_decimal_range(specification, &lower, &upper) != 0 {
            expected = "a number from \(Self.text(lower)) to \(Self.text(upper))"
        } else if fundamental == sv_type_boolean() {
            expected = "true or false"
            words = ["true", "false"]
        } else if fundamental == sv_type_enum() || fundamental == sv_type_flags() {
            words = Self.words(of: type, isEnumeration: fundamental == sv_type_enum())
            let listed = words.prefix(40).joined(separator: ", ") + (words.count > 40 ? ", …" : "")
            expected = fundamental == sv_type_enum() ? "one of \(listed)" : "one or more, joined by \"+\", of \(listed)"
        } else if type == gst_caps_get_type() {
            expected = "caps, such as video/x-raw,format=NV12"
        } else if type == gst_fraction_get_type() {
            expected = "a fraction, such as 30/1"
        } else {
            expected = "a \(String(cString: g_type_name(type)))"
        }
    }

    /// Of signed types the upper end arrives as what its bits are.
    private static func upper(_ least: Int, _ most: UInt) -> WholeNumber {
        let signed = Int(bitPattern: most)
        return least < 0 && signed < 0 ? .negative(signed) : .positive(most)
    }

    private static func text(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
        return "\(number)"
    }

    private static func words(of type: GType, isEnumeration: Bool) -> [String] {
        guard let classPointer = g_type_class_ref(type) else { return [] }
        defer { g_type_class_unref(classPointer) }
        if isEnumeration {
            let enumeration = classPointer.assumingMemoryBound(to: GEnumClass.self).pointee
            return (0..<Int(enumeration.n_values)).map { String(cString: enumeration.values[$0].value_nick) }
        }
        let flags = classPointer.assumingMemoryBound(to: GFlagsClass.self).pointee
        return (0..<Int(flags.n_values)).map { String(cString: flags.values[$0].value_nick) }
    }
}
