// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI
import ProviderSDK
import Testing

@testable import ProviderLoading

/// A session in Swift, called as the host calls it: through the C table.
struct SessionTests {
    /// What the sink was given.
    private final class Packets {
        var texts: [String] = []
        var flags: [UInt32] = []
        var answer = serval_status.SERVAL_OK
    }

    private func session(of encoder: String = "fast", on device: String = "cpu") throws -> NativeSession {
        let library = try #require(ProviderEntry<SampleNativeProvider>.table(for: SERVAL_ABI))
        let table = try ProviderTable(library)
        try table.initialize()
        return try table.sessionFactory().session(of: encoder, on: device)
    }

    private func open(_ session: NativeSession, width: UInt32 = 64, format: UInt32 = SERVAL_FORMAT_I420) -> (
        status: serval_status?, held: UInt32
    ) {
        var info = serval_session_info(struct_size: 8, held_frames: 0)
        let status = SERVAL_PARAM_BITRATE.withCString { bitrate in
            "com.example.motto".withCString { motto in
                "per aspera".withCString { text in
                    let values = [
                        serval_value(
                            struct_size: 32, kind: .SERVAL_PARAMETER_INTEGER, parameter: bitrate, integer: 800,
                            text: nil),
                        serval_value(
                            struct_size: 32, kind: .SERVAL_PARAMETER_TEXT, parameter: motto, integer: 0, text: text),
                    ]
                    return values.withUnsafeBufferPointer { values in
                        var config = serval_session_config(
                            struct_size: 56, format: format, width: width, height: 48, rate_numerator: 25,
                            rate_denominator: 2, colour_primaries: 1, colour_transfer: 1, colour_matrix: 1,
                            full_range: 1, values: values.baseAddress, value_count: 2, padding: 0)
                        return session.functions.open?(session.table, &config, &info)
                    }
                }
            }
        }
        return (status, info.held_frames)
    }

    private func withSink<Result>(_ packets: Packets, _ body: (UnsafePointer<serval_packet_sink>) -> Result) -> Result {
        var sink = serval_packet_sink(
            struct_size: 24, padding: 0, impl: Unmanaged.passUnretained(packets).toOpaque(),
            packet: { sink, packet in
                guard let impl = sink.pointee.impl, let spans = packet.pointee.spans else { return .SERVAL_E_INVALID }
                let packets = Unmanaged<Packets>.fromOpaque(impl).takeUnretainedValue()
                let span = spans.pointee
                packets.texts.append(
                    String(decoding: UnsafeBufferPointer(start: span.data, count: Int(span.size)), as: UTF8.self))
                packets.flags.append(packet.pointee.flags)
                return packets.answer
            })
        return withExtendedLifetime(packets) { body(&sink) }
    }

    private func encode(_ session: NativeSession, flags: UInt32 = 0, into packets: Packets) -> serval_status? {
        let bytes: [UInt8] = [1, 2, 3, 4]
        return bytes.withUnsafeBufferPointer { bytes -> serval_status? in
            guard let start = bytes.baseAddress else { return nil }
            let planes = [
                serval_plane(struct_size: 24, stride: 2, data: start, size: 4),
                serval_plane(struct_size: 24, stride: 1, data: start + 1, size: 2),
            ]
            return planes.withUnsafeBufferPointer { planes in
                guard let planes = planes.baseAddress else { return nil }
                var frame = serval_frame(
                    struct_size: 56, flags: flags, id: 7, pts_ns: 40, duration_ns: 0, planes: planes,
                    plane_count: 2, padding: 0, impl: nil)
                return withSink(packets) { session.functions.encode?(session.table, &frame, $0) }
            }
        }
    }

    @Test func `a description in Swift arrives as the host reads it`() throws {
        let table = try ProviderTable(try #require(ProviderEntry<SampleNativeProvider>.table(for: SERVAL_ABI)))
        guard case .encoder(let encoder, isNative: true)? = try table.encoderFactory().encoders().first else {
            Issue.record("it is no native encoder")
            return
        }
        #expect(
            encoder.parameters == [
                .init(
                    id: "serval.bitrate", kind: .integer, label: "Bitrate", help: "The rate", unit: "kbit/s",
                    isLive: true, minimum: 1, maximum: 9000, defaultInteger: 700),
                .init(
                    id: "serval.speed", kind: .choice, choices: [.init(value: "fast"), .init(value: "medium")]),
                .init(
                    id: "com.example.loud", kind: .toggle, isAdvanced: true, minimum: 0, maximum: 1,
                    defaultInteger: 1),
                .init(id: "com.example.motto", kind: .text, defaultText: "onwards"),
                .init(id: "com.example.any", kind: .integer, defaultInteger: -3),
            ])
    }

    @Test func `an offer in Swift arrives, and its session is tried`() throws {
        let table = try #require(ProviderEntry<SampleNativeProvider>.table(for: SERVAL_ABI))
        var records: [ProbeRecord] = []
        ProviderProbe.run(table) { record in
            records.append(record)
            return true
        }
        #expect(
            records.suffix(2) == [
                .offer(
                    EncoderOffer(
                        encoder: "fast", deviceID: "cpu", limits: EncoderLimits(maximumWidth: 640), lacks: [.realTime],
                        encoding: .native(NativeEncoding(formats: [.nv12, .i420], heldFrames: 2)))),
                .phase("verify"),
            ])
    }

    @Test func `frames, packets and parameters cross both ways`() throws {
        let session = try session()
        #expect(open(session).status == .SERVAL_OK)
        #expect(open(session).held == 2)
        let packets = Packets()
        #expect(encode(session, into: packets) == .SERVAL_OK)
        var value = serval_value(
            struct_size: 32, kind: .SERVAL_PARAMETER_INTEGER, parameter: permanent(SERVAL_PARAM_BITRATE),
            integer: 900, text: nil)
        #expect(session.functions.reconfigure?(session.table, &value, 1) == .SERVAL_OK)
        let flags = SERVAL_FRAME_FORCE_KEYFRAME | SERVAL_FRAME_DISCONTINUITY
        #expect(encode(session, flags: flags, into: packets) == .SERVAL_OK)
        #expect(packets.texts == ["7 40 false 800 [2010, 1005]", "7 40 true 900 [2010, 1005]"])
        #expect(packets.flags == [0, SERVAL_PACKET_KEYFRAME | SERVAL_PACKET_DROPPABLE])
        value.parameter = permanent(SERVAL_PARAM_SPEED)
        #expect(session.functions.reconfigure?(session.table, &value, 1) == .SERVAL_E_RESTART)

        #expect(withSink(packets) { session.functions.drain?(session.table, $0) } == .SERVAL_OK)
        for words in ["width: 64", "rateNumerator: 25, rateDenominator: 2", "isFullRange: true", "per aspera"] {
            #expect(packets.texts.last?.contains(words) == true, "\(words)")
        }
        #expect(session.functions.reset?(session.table) == .SERVAL_E_DEVICE_LOST)
        #expect(session.functions.get_extension?(session.table, "com.example.none/1") == nil)
        session.functions.close?(session.table)
        session.destroy()
    }

    @Test func `structs of a newer host are longer, and found where they are`() throws {
        let session = try session()
        #expect(open(session).status == .SERVAL_OK)
        let packets = Packets()
        let bytes: [UInt8] = [1, 2, 3, 4]
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 256, alignment: 8)
        defer { memory.deallocate() }
        memory.initializeMemory(as: UInt8.self, repeating: 0xa5, count: 256)
        let status = bytes.withUnsafeBufferPointer { bytes -> serval_status? in
            guard let start = bytes.baseAddress else { return nil }
            memory.storeBytes(
                of: serval_plane(struct_size: 40, stride: 2, data: start, size: 4), as: serval_plane.self)
            memory.storeBytes(
                of: serval_plane(struct_size: 40, stride: 1, data: start + 1, size: 2), toByteOffset: 40,
                as: serval_plane.self)
            var frame = serval_frame(
                struct_size: 56, flags: 0, id: 7, pts_ns: 40, duration_ns: 0,
                planes: memory.assumingMemoryBound(to: serval_plane.self), plane_count: 2, padding: 0, impl: nil)
            return withSink(packets) { session.functions.encode?(session.table, &frame, $0) }
        }
        #expect(status == .SERVAL_OK)
        #expect(packets.texts == ["7 40 false 800 [2010, 1005]"])

        for (index, (parameter, number)) in [(SERVAL_PARAM_SPEED, 1), (SERVAL_PARAM_BITRATE, 900)].enumerated() {
            memory.storeBytes(
                of: serval_value(
                    struct_size: 48, kind: .SERVAL_PARAMETER_INTEGER, parameter: permanent(parameter),
                    integer: Int64(number), text: nil), toByteOffset: index * 48, as: serval_value.self)
        }
        let values = memory.assumingMemoryBound(to: serval_value.self)
        #expect(session.functions.reconfigure?(session.table, values, 2) == .SERVAL_OK)
        #expect(encode(session, into: packets) == .SERVAL_OK)
        #expect(packets.texts.last == "7 40 false 900 [2010, 1005]")
        session.functions.close?(session.table)
        session.destroy()
    }

    @Test func `a sink that wants no more ends the call`() throws {
        let session = try session()
        #expect(open(session).status == .SERVAL_OK)
        let packets = Packets()
        packets.answer = .SERVAL_E_CANCELLED
        #expect(encode(session, into: packets) == .SERVAL_E_CANCELLED)
        packets.answer = .SERVAL_E_INVALID
        #expect(encode(session, into: packets) == .SERVAL_E_FAILED)
        packets.answer = .SERVAL_OK
        // What was interrupted before a call does not touch it.
        session.functions.interrupt?(session.table)
        #expect(encode(session, into: packets) == .SERVAL_OK)
        session.functions.close?(session.table)
        session.destroy()
    }

    @Test func `a failure's words reach the host`() throws {
        let session = try session()
        #expect(open(session, width: 13).status == .SERVAL_E_SESSION_LIMIT)
        let words = try #require(HostTables.shared.words.takeFailure())
        #expect(words.text == "13 is too many (sample -5)")
        #expect(words.hint == "try 14")
        #expect(open(session, format: 1).status == .SERVAL_E_UNSUPPORTED)
        session.destroy()
        #expect(throws: Reason("unsupported", "no fast on gpu")) { try self.session(on: "gpu") }
    }
}
