// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// The object has no such signal.
public struct SignalError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
}

/// What a signal carries besides the object that emits it; valid within the handler's call only.
public struct SignalArguments {
    let values: UnsafeBufferPointer<GValue>

    public var count: Int { values.count }

    /// Lends an argument; nil beyond the last.
    func value(_ index: Int) -> UnsafePointer<GValue>? {
        guard values.indices.contains(index) else { return nil }
        return values.baseAddress.map { $0 + index }
    }

    /// An argument as text: a string, or the serialised form of numbers, enumerations and structures.
    public func text(_ index: Int) -> String? {
        guard let value = value(index) else { return nil }
        guard sv_fundamental_type(sv_value_type(value)) == sv_type_string() else {
            return takeString(gst_value_serialize(value))
        }
        return g_value_get_string(value).map { String(cString: $0) }
    }

    /// A whole number of any width.
    public func integer(_ index: Int) -> Int? { text(index).flatMap { Int($0) } }

    /// A new reference to an object.
    public func object(_ index: Int) -> Object? {
        guard let value = value(index), sv_fundamental_type(sv_value_type(value)) == sv_type_object() else {
            return nil
        }
        return g_value_get_object(value).map { Object(retaining: $0) }
    }
}

/// A connected handler; it stays connected when this value goes, until the object goes or `disconnect` is called.
public struct SignalConnection: Sendable {
    let identifier: UInt

    /// Disconnects from the object that made the connection; its handler's captures are released.
    public func disconnect(from object: Object) {
        g_signal_handler_disconnect(object.raw, identifier)
    }
}

extension Object {
    /// Runs `handler` at each emission, on the thread that emits: it returns at once and must not block.
    ///
    /// - Parameters:
    ///   - signal: The name, with its detail if any: `notify::ice-gathering-state`.
    ///   - handler: Kept until the object goes; must not hold the object itself, or neither ever goes.
    /// - Throws: `SignalError` when the object has no such signal.
    @discardableResult
    public func connect(
        _ signal: String, _ handler: @escaping @Sendable (SignalArguments) -> Void
    ) throws(SignalError) -> SignalConnection {
        guard g_signal_parse_name(signal, sv_type_of(raw), nil, nil, 0) != 0 || signal.hasPrefix("notify::")
        else {
            throw SignalError(description: "\(typeName) has no signal \(signal)")
        }
        let box = Unmanaged.passRetained(SignalHandler(handler))
        guard let closure = sv_closure_new(box.toOpaque()) else {
            box.release()
            throw SignalError(description: "no closure for \(signal)")
        }
        g_closure_add_finalize_notifier(closure, box.toOpaque()) { data, _ in
            if let data { Unmanaged<SignalHandler>.fromOpaque(data).release() }
        }
        g_closure_set_marshal(closure) { closure, _, count, values, _, _ in
            guard let closure, let values, let data = sv_closure_data(closure), count > 0 else { return }
            let arguments = UnsafeBufferPointer(start: values + 1, count: Int(count) - 1)
            Unmanaged<SignalHandler>.fromOpaque(data).takeUnretainedValue().call(
                SignalArguments(values: arguments))
        }
        return SignalConnection(identifier: g_signal_connect_closure(raw, signal, closure, 0))
    }

    /// Emits an action signal that returns nothing, with arguments that the caller has put into values of the
    /// signal's own types.
    func emit(_ signal: String, _ fill: (inout [GValue]) -> Void = { _ in }) throws(SignalError) {
        let identifier = g_signal_lookup(signal, sv_type_of(raw))
        guard identifier != 0 else { throw SignalError(description: "\(typeName) has no signal \(signal)") }
        var query = GSignalQuery()
        g_signal_query(identifier, &query)
        var values = [GValue](repeating: GValue(), count: Int(query.n_params))
        for index in values.indices {
            // The lowest bit of a parameter's type is a flag, G_SIGNAL_TYPE_STATIC_SCOPE.
            g_value_init(&values[index], query.param_types[index] & ~1)
        }
        fill(&values)
        var instance = GValue()
        g_value_init(&instance, sv_type_of(raw))
        g_value_set_object(&instance, raw)
        values.insert(instance, at: 0)
        g_signal_emitv(values, identifier, 0, nil)
        for index in values.indices { g_value_unset(&values[index]) }
    }
}

/// Keeps a handler for the C closure.
private final class SignalHandler: Sendable {
    let call: @Sendable (SignalArguments) -> Void
    init(_ call: @escaping @Sendable (SignalArguments) -> Void) { self.call = call }
}
