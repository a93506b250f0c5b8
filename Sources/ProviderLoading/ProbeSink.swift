// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI
import Synchronization

/// Takes what a provider reports, checks it, and hands it on within the reporting call.
final class ProbeSink {
    /// Why the provider was told to stop; nil when it was not, or the receiver wants no more.
    private(set) var refusal: Reason?

    /// The native encoders' offers, as they were emitted.
    private(set) var nativeOffers: [EncoderOffer] = []

    private let encoders: Encoders
    private let emit: (ProbeRecord) -> Bool
    private var devices: Set<String> = []
    private var offered: Set<[String]> = []
    private var isStopped = false
    private var counts = (devices: 0, offers: 0, notes: 0)

    /// The ids of the encoders that were described.
    struct Encoders {
        /// Those that are used here, and which of them are native.
        var used: Set<String> = []
        var native: Set<String> = []
        /// Those that are not: offers for them are passed over.
        var leftOut: Set<String> = []
    }

    /// - Parameters:
    ///   - encoders: what offers may name.
    ///   - emit: takes a record; false to stop.
    init(encoders: Encoders, emit: @escaping (ProbeRecord) -> Bool) {
        self.encoders = encoders
        self.emit = emit
    }

    /// The C table of this sink, valid in `body`.
    func withTable(_ body: (UnsafePointer<serval_probe_sink>) -> serval_status) -> serval_status {
        var table = serval_probe_sink(
            struct_size: UInt32(MemoryLayout<serval_probe_sink>.size), padding: 0,
            impl: Unmanaged.passUnretained(self).toOpaque(),
            device: { sink, device in ProbeSink.of(sink)?.device(device) ?? .SERVAL_E_INVALID },
            offer: { sink, offer in ProbeSink.of(sink)?.offer(offer) ?? .SERVAL_E_INVALID },
            note: { sink, note in ProbeSink.of(sink)?.note(note) ?? .SERVAL_E_INVALID })
        return withExtendedLifetime(self) { body(&table) }
    }

    private static func of(_ sink: UnsafePointer<serval_probe_sink>) -> ProbeSink? {
        sink.pointee.impl.map { Unmanaged<ProbeSink>.fromOpaque($0).takeUnretainedValue() }
    }

    private func device(_ pointer: UnsafePointer<serval_device>) -> serval_status {
        counts.devices += 1
        return take { () throws(Reason) in
            let device = try Device(pointer, ABIReader(path: "device[\(counts.devices - 1)]"))
            devices.insert(device.id)
            return .device(device)
        }
    }

    private func note(_ pointer: UnsafePointer<serval_note>) -> serval_status {
        counts.notes += 1
        return take { () throws(Reason) in
            .note(try ProbeNote(pointer, ABIReader(path: "note[\(counts.notes - 1)]")))
        }
    }

    private func offer(_ pointer: UnsafePointer<serval_offer>) -> serval_status {
        counts.offers += 1
        return take { () throws(Reason) in
            let reader = ABIReader(path: "offer[\(counts.offers - 1)]")
            let names = try reader.copy(pointer)
            let encoder = try reader.text("encoder", names.encoder)
            let device = try reader.text("device", names.device)
            guard encoders.used.contains(encoder) || encoders.leftOut.contains(encoder) else {
                throw reader.member("encoder").error("is \"\(encoder)\", which was not described")
            }
            guard devices.contains(device) else {
                throw reader.member("device").error("is \"\(device)\", which was not reported before")
            }
            guard offered.insert([encoder, device]).inserted else {
                throw reader.error("is a second one for \(encoder) on \(device)")
            }
            guard !encoders.leftOut.contains(encoder) else { return nil }
            do throws(Reason) {
                let isNative = encoders.native.contains(encoder)
                let offer = try EncoderOffer(pointer, reader, isNative: isNative)
                if isNative { nativeOffers.append(offer) }
                return .offer(offer)
            } catch {
                guard error.code == "unknown-stage" || error.code == "unknown-format" else { throw error }
                return .note(ProbeNote(severity: .error, reason: error, encoder: encoder, deviceID: device))
            }
        }
    }

    /// Emits what `read` makes of a record; nothing for nil.
    private func take(_ read: () throws(Reason) -> ProbeRecord?) -> serval_status {
        guard !isStopped else { return refusal == nil ? .SERVAL_E_CANCELLED : .SERVAL_E_INVALID }
        do throws(Reason) {
            guard let record = try read() else { return .SERVAL_OK }
            isStopped = !emit(record)
            if isStopped { HostTables.shared.stopProbe() }
            return isStopped ? .SERVAL_E_CANCELLED : .SERVAL_OK
        } catch {
            isStopped = true
            refusal = error
            return .SERVAL_E_INVALID
        }
    }
}
