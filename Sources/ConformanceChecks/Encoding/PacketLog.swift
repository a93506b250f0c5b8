// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI
import ProviderLoading

/// A packet that an encoder under test has given out.
struct EncodedPacket {
    /// The id of the frame that it shows: its number, from 0.
    var frame: UInt64
    /// As the encoder marks it.
    var isKeyframe: Bool
    var bytes: [UInt8]
    /// How many frames the encoder had been given by then.
    var fed: Int
}

/// What a session hands over, and what is wrong about the handing over.
final class PacketLog {
    private(set) var packets: [EncodedPacket] = []
    /// The first rule of packet.h that was broken.
    private(set) var fault: String?
    /// Packets that came on another thread, or outside of a call.
    private(set) var astray = 0
    /// Packets that came after the sink had wanted no more in the same call.
    private(set) var unwanted = 0
    /// The sink wants no more after so many packets.
    var limit = Int.max

    private var caller: pthread_t?
    private var fed = 0
    private var isRefusing = false
    private let table = UnsafeMutablePointer<serval_packet_sink>.allocate(capacity: 1)

    deinit { table.deallocate() }

    /// Forgets the packets, not what was wrong.
    func forget() { packets.removeAll(keepingCapacity: true) }

    /// Lends the sink for one call.
    func withSink<Result>(fed: Int, _ body: (UnsafePointer<serval_packet_sink>) -> Result) -> Result {
        self.fed = fed
        isRefusing = false
        caller = pthread_self()
        defer { caller = nil }
        table.initialize(
            to: serval_packet_sink(
                struct_size: UInt32(MemoryLayout<serval_packet_sink>.size), padding: 0,
                impl: Unmanaged.passUnretained(self).toOpaque(),
                packet: { sink, packet in
                    guard let impl = sink.pointee.impl else { return .SERVAL_E_INVALID }
                    return Unmanaged<PacketLog>.fromOpaque(impl).takeUnretainedValue().take(packet)
                }))
        return body(table)
    }

    private func take(_ pointer: UnsafePointer<serval_packet>) -> serval_status {
        if caller.map({ pthread_equal($0, pthread_self()) != 0 }) != true { astray += 1 }
        if isRefusing { unwanted += 1 }
        guard packets.count < limit else {
            isRefusing = true
            return .SERVAL_E_CANCELLED
        }
        do throws(Reason) {
            packets.append(try PacketLog.read(pointer, fed: fed))
            isRefusing = packets.count >= limit
            return isRefusing ? .SERVAL_E_CANCELLED : .SERVAL_OK
        } catch {
            fault = fault ?? error.text
            return .SERVAL_E_INVALID
        }
    }

    private static func read(_ pointer: UnsafePointer<serval_packet>, fed: Int) throws(Reason) -> EncodedPacket {
        let reader = ABIReader(path: "packet")
        let packet = try reader.copy(pointer)
        let spans = try reader.array("spans", packet.spans, count: packet.span_count, atMost: 1024) {
            span, reader throws(Reason) -> [UInt8] in
            guard span.size > 0 else { return [] }
            guard span.size < 1 << 28 else { throw reader.member("size").error("is \(span.size)") }
            return Array(UnsafeBufferPointer(start: try reader.required("data", span.data), count: Int(span.size)))
        }
        let bytes = Array(spans.joined())
        guard !bytes.isEmpty else { throw reader.error("is empty") }
        return EncodedPacket(
            frame: packet.frame_id, isKeyframe: packet.flags & SERVAL_PACKET_KEYFRAME != 0, bytes: bytes, fed: fed)
    }
}
