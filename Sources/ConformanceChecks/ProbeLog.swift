// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI
import ProviderLoading

/// A probe of the library, with each of its records as Serval reads it.
final class ProbeLog {
    enum Record {
        case device(Result<Device, Reason>)
        /// What the offer names, whether or not the rest can be read.
        case offer(encoder: String, device: String, Result<EncoderOffer, Reason>)
        case note(Result<ProbeNote, Reason>)
    }

    private(set) var records: [Record] = []
    /// What `probe` returned.
    private(set) var status = serval_status.SERVAL_OK
    /// Records that came after the sink wanted no more.
    private(set) var unwanted = 0
    /// Records that came on another thread.
    private(set) var astray = 0
    private(set) var duration = Duration.zero

    private let limit: Int
    private let thread = pthread_self()
    private let elements: Set<String>

    /// - Parameters:
    ///   - elements: the ids of the encoders that are elements.
    ///   - limit: the sink wants no more after so many records.
    private init(elements: Set<String>, limit: Int) {
        self.elements = elements
        self.limit = limit
    }

    /// Probes on this thread.
    ///
    /// - Parameters:
    ///   - devices: the only ones to touch; empty for all.
    ///   - depth: as the header has it, or any other number.
    static func run(
        _ subject: Subject, depth: serval_probe_depth = .SERVAL_PROBE_ENUMERATE, devices: [String] = [],
        limit: Int = .max
    ) throws(Unmet) -> ProbeLog {
        let factory = try subject.factory()
        let elements = Set(try subject.descriptions().filter { !$0.element.isEmpty }.map(\.id))
        let log = ProbeLog(elements: elements, limit: limit)
        let names = devices.map { permanent($0) }
        subject.phase("probe")
        let start = ContinuousClock.now
        names.withUnsafeBufferPointer { names in
            var request = serval_probe_request(
                struct_size: UInt32(MemoryLayout<serval_probe_request>.size), depth: depth,
                devices: names.isEmpty ? nil : names.baseAddress, device_count: UInt32(names.count), padding: 0)
            var sink = log.sink
            log.status = withExtendedLifetime(log) {
                OddHost.calling(as: SERVAL_THREAD_PROBE) {
                    factory.functions.probe?(factory.table, &request, &sink) ?? .SERVAL_E_FAILED
                }
            }
        }
        log.duration = ContinuousClock.now - start
        return log
    }

    private var sink: serval_probe_sink {
        serval_probe_sink(
            struct_size: UInt32(MemoryLayout<serval_probe_sink>.size), padding: 0,
            impl: Unmanaged.passUnretained(self).toOpaque(),
            device: { sink, device in ProbeLog.of(sink).take { .device($0.device(device)) } },
            offer: { sink, offer in ProbeLog.of(sink).take { $0.offer(offer) } },
            note: { sink, note in ProbeLog.of(sink).take { .note($0.note(note)) } })
    }

    private static func of(_ sink: UnsafePointer<serval_probe_sink>) -> ProbeLog {
        guard let impl = sink.pointee.impl else { preconditionFailure("the sink has lost its log") }
        return Unmanaged<ProbeLog>.fromOpaque(impl).takeUnretainedValue()
    }

    private func take(_ read: (ProbeLog) -> Record) -> serval_status {
        if pthread_equal(pthread_self(), thread) == 0 { astray += 1 }
        guard records.count < limit else {
            unwanted += 1
            return .SERVAL_E_CANCELLED
        }
        records.append(read(self))
        return records.count < limit ? .SERVAL_OK : .SERVAL_E_CANCELLED
    }

    private func device(_ pointer: UnsafePointer<serval_device>) -> Result<Device, Reason> {
        result { () throws(Reason) in try Device(pointer, ABIReader(path: "device[\(devices.count)]")) }
    }

    private func note(_ pointer: UnsafePointer<serval_note>) -> Result<ProbeNote, Reason> {
        result { () throws(Reason) in try ProbeNote(pointer, ABIReader(path: "note[\(notes.count)]")) }
    }

    private func offer(_ pointer: UnsafePointer<serval_offer>) -> Record {
        let reader = ABIReader(path: "offer[\(offers.count)]")
        let names = result { () throws(Reason) in
            let table = try reader.copy(pointer)
            return (try reader.text("encoder", table.encoder), try reader.text("device", table.device))
        }
        switch names {
        case .failure(let reason): return .offer(encoder: "", device: "", .failure(reason))
        case .success(let (encoder, device)):
            return .offer(
                encoder: encoder, device: device,
                result { () throws(Reason) in
                    try EncoderOffer(pointer, reader, isNative: !elements.contains(encoder))
                })
        }
    }

    private func result<Value>(_ read: () throws(Reason) -> Value) -> Result<Value, Reason> {
        do throws(Reason) { return .success(try read()) } catch { return .failure(error) }
    }
}

extension ProbeLog {
    /// The devices that could be read.
    var devices: [Device] {
        records.compactMap { if case .device(.success(let device)) = $0 { device } else { nil } }
    }

    /// The offers that could be read.
    var offers: [EncoderOffer] {
        records.compactMap { if case .offer(_, _, .success(let offer)) = $0 { offer } else { nil } }
    }

    var notes: [ProbeNote] {
        records.compactMap { if case .note(.success(let note)) = $0 { note } else { nil } }
    }

    /// What could not be read.
    var faults: [Reason] {
        records.compactMap { record in
            switch record {
            case .device(.failure(let reason)), .offer(_, _, .failure(let reason)), .note(.failure(let reason)): reason
            case .device, .offer, .note: nil
            }
        }
    }
}
