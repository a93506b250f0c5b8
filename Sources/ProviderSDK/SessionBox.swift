// SPDX-License-Identifier: Apache-2.0
import PluginABI

/// The C table of one session; keeps itself until the host destroys it.
final class SessionBox {
    private let session: any EncoderSession
    private let error: UnsafePointer<serval_error>?
    private let interruption = Interruption()
    private let table: UnsafeMutablePointer<serval_session>

    /// The table of a new box around the session.
    ///
    /// - Parameter error: the host's `serval.error/1`, for the words of failures.
    static func table(
        of session: any EncoderSession, _ error: UnsafePointer<serval_error>?
    ) -> UnsafePointer<serval_session> {
        let box = SessionBox(session, error)
        box.table.pointee.impl = Unmanaged.passRetained(box).toOpaque()
        return UnsafePointer(box.table)
    }

    private init(_ session: any EncoderSession, _ error: UnsafePointer<serval_error>?) {
        self.session = session
        self.error = error
        table = .allocate(capacity: 1)
        table.initialize(
            to: serval_session(
                struct_size: structSize(serval_session.self), padding: 0, impl: nil,
                open: { session, config, info in SessionBox.of(session).open(config.pointee, info) },
                encode: { session, frame, sink in SessionBox.of(session).encode(frame.pointee, sink) },
                reconfigure: { session, values, count in
                    SessionBox.of(session).reconfigure(HostArray(values, count: count))
                },
                drain: { session, sink in SessionBox.of(session).drain(sink) },
                reset: { session in SessionBox.of(session).reset() },
                interrupt: { session in
                    SessionBox.of(session).interruption.isRequested.store(true, ordering: .relaxed)
                },
                close: { session in SessionBox.of(session).session.close() },
                destroy: { session in
                    session.pointee.impl.map { Unmanaged<SessionBox>.fromOpaque($0).release() }
                },
                get_extension: { _, _ in nil }))
    }

    deinit { table.deallocate() }

    private static func of(_ table: UnsafePointer<serval_session>) -> SessionBox {
        guard let impl = table.pointee.impl else { preconditionFailure("the host calls a session of another library") }
        return Unmanaged<SessionBox>.fromOpaque(impl).takeUnretainedValue()
    }

    private func open(
        _ config: serval_session_config, _ info: UnsafeMutablePointer<serval_session_info>
    ) -> serval_status {
        carryOut { () throws(SessionFailure) in
            let held = try session.open(try SessionConfiguration(config))
            info.pointee.held_frames = UInt32(clamping: held)
        }
    }

    private func encode(_ frame: serval_frame, _ sink: UnsafePointer<serval_packet_sink>) -> serval_status {
        carryOut { () throws(SessionFailure) in
            try session.encode(Frame(frame), into: PacketSink(sink, interruption))
        }
    }

    private func reconfigure(_ values: HostArray<serval_value>) -> serval_status {
        carryOut { () throws(SessionFailure) in try session.reconfigure(ParameterValues(values)) }
    }

    private func drain(_ sink: UnsafePointer<serval_packet_sink>) -> serval_status {
        carryOut { () throws(SessionFailure) in try session.drain(into: PacketSink(sink, interruption)) }
    }

    private func reset() -> serval_status {
        carryOut { () throws(SessionFailure) in try session.reset() }
    }

    private func carryOut(_ call: () throws(SessionFailure) -> Void) -> serval_status {
        interruption.isRequested.store(false, ordering: .relaxed)
        do throws(SessionFailure) {
            try call()
            return .SERVAL_OK
        } catch {
            if let service = self.error { error.report(to: service) }
            return error.status
        }
    }
}

extension SessionConfiguration {
    /// - Throws: `.unsupported` for a format of a newer ABI.
    fileprivate init(_ config: serval_session_config) throws(SessionFailure) {
        let format: Format
        switch config.format {
        case SERVAL_FORMAT_I420: format = .i420
        case SERVAL_FORMAT_NV12: format = .nv12
        default: throw SessionFailure(.unsupported, "the format \(config.format) is unknown")
        }
        self.init(
            format: format, width: Int(config.width), height: Int(config.height),
            rateNumerator: Int(config.rate_numerator), rateDenominator: Int(config.rate_denominator),
            colours: Colours(
                primaries: UInt8(clamping: config.colour_primaries),
                transfer: UInt8(clamping: config.colour_transfer),
                matrix: UInt8(clamping: config.colour_matrix), isFullRange: config.full_range != 0),
            values: ParameterValues(HostArray(config.values, count: config.value_count)))
    }
}

extension ParameterValues {
    fileprivate init(_ values: HostArray<serval_value>) {
        var integers: [Parameter: Int64] = [:]
        var texts: [Parameter: String] = [:]
        for index in values.indices {
            let value = values[index]
            let parameter = Parameter(rawValue: String(cString: value.parameter))
            if let text = value.text {
                texts[parameter] = String(cString: text)
            } else {
                integers[parameter] = value.integer
            }
        }
        self.init(integers: integers, texts: texts)
    }
}
