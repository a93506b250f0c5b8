// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Glibc
import Media
import NativeEncoder
import PluginABI
import ProviderLoading
import Synchronization
import WorkerProtocol

/// A native encoder as an element that pipeline descriptions can name, for as long as the process lives.
///
/// Only a worker that encodes has one: the provider's code runs in this process from here on.
final class NativeElement: Sendable {
    private let encoder: LoadedEncoder
    private let device: String
    private let reason = Mutex<Reason?>(nil)

    /// Loads the provider, as carefully as a probe does, and registers the element.
    ///
    /// GStreamer must be initialised.
    /// - Throws: as `LoadedEncoder.init`; `not-usable` when GStreamer refuses the element.
    init(_ start: EncodeStart.NativeEncoder) throws(Reason) {
        HostServices.installForSessions()
        encoder = try LoadedEncoder(
            library: start.library, identity: start.fileIdentity, encoder: start.encoder)
        device = start.deviceID
        let definition = permanent(self.definition(element: start.element, formats: start.formats))
        guard native_encoder_register(definition) != 0 else {
            throw Reason("not-usable", "GStreamer does not take the element \(start.element)")
        }
    }

    /// Why a session of it failed, in the provider's own words; nil while none did.
    var failure: Reason? { reason.withLock { $0 } }

    /// The same where `failure` is the pipeline's word for it; nil where another element failed.
    func reason(for failure: BusMessage.Failure) -> Reason? { failure.element == "encoder" ? self.failure : nil }

    private func definition(element: String, formats: [RawFormat]) -> native_encoder_definition {
        let parameters = encoder.description.parameters
        return native_encoder_definition(
            element: permanent(element), label: permanent(encoder.description.label),
            packet_caps: permanent(encoder.description.codec.packetCaps),
            formats: permanent(formats.map(\.fourcc)), format_count: UInt32(formats.count),
            parameter_count: UInt32(parameters.count),
            parameters: parameters.isEmpty ? nil : permanent(parameters.map { serval_parameter($0) }),
            properties: parameters.isEmpty ? nil : permanent(parameters.map { permanent($0.property) }),
            // Registered for good, so this is retained for good.
            context: Unmanaged.passRetained(self).toOpaque(),
            create: { context, session in NativeElement.of(context)?.create(session) ?? .SERVAL_E_FAILED },
            explain: { context, call, status, breach in
                let text = NativeElement.of(context)?.explain(
                    String(cString: call), status, breach.map { String(cString: $0) })
                return strdup(text ?? "")
            },
            finished: { _, values in NativeElement.report(values.pointee) })
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> NativeElement? {
        context.map { Unmanaged<NativeElement>.fromOpaque($0).takeUnretainedValue() }
    }

    private func create(_ session: UnsafeMutablePointer<native_encoder_session>) -> serval_status {
        do throws(Reason) {
            let made = try encoder.session(on: device)
            session.pointee = native_encoder_session(session: made.table, functions: made.functions)
            return .SERVAL_OK
        } catch {
            reason.withLock { $0 = error }
            return .SERVAL_E_FAILED
        }
    }

    /// The words for a failure, which is kept.
    private func explain(_ call: String, _ status: serval_status, _ breach: String?) -> String {
        let failure: Reason
        if call == "create", let known = self.failure {
            failure = known
        } else if let breach {
            failure = encoder.breach(of: breach, in: call)
        } else {
            failure = encoder.failure(of: call, status)
        }
        reason.withLock { $0 = failure }
        return failure.text
    }

    private static func report(_ values: serval_statistics_values) {
        guard values.skipped_frames > 0 else { return }
        Log.write(
            "the encoder left out \(values.skipped_frames) of \(values.skipped_frames + values.encoded_frames) "
                + "frames to keep to its rate")
    }
}

extension Codec {
    /// The form in which sessions hand over packets (`serval/packet.h`).
    fileprivate var packetCaps: String {
        switch self {
        case .h264, .h265: "\(mediaType),stream-format=byte-stream,alignment=au"
        case .av1: "\(mediaType),stream-format=obu-stream,alignment=tu"
        case .vp8, .vp9: mediaType
        }
    }
}

extension RawFormat {
    fileprivate var fourcc: UInt32 {
        switch self {
        case .i420: SERVAL_FORMAT_I420
        case .nv12: SERVAL_FORMAT_NV12
        }
    }
}
