// SPDX-License-Identifier: Apache-2.0
import PluginABI
import Synchronization

/// One whole access unit, in the form that `serval/packet.h` has for the codec.
public struct Packet: Sendable, Hashable {
    /// Not empty.
    public var bytes: [UInt8]
    /// The id of the frame that it shows.
    public var frameID: UInt64
    /// A decoder can start here.
    public var isKeyframe: Bool
    /// No other packet refers to it.
    public var isDroppable: Bool

    /// Creates a packet.
    public init(_ bytes: [UInt8], of frameID: UInt64, isKeyframe: Bool, isDroppable: Bool = false) {
        self.bytes = bytes
        self.frameID = frameID
        self.isKeyframe = isKeyframe
        self.isDroppable = isDroppable
    }
}

/// Where packets go, lent for one call of a session.
public struct PacketSink: ~Copyable {
    private let sink: UnsafePointer<serval_packet_sink>
    private let interruption: Interruption

    init(_ sink: UnsafePointer<serval_packet_sink>, _ interruption: Interruption) {
        self.sink = sink
        self.interruption = interruption
    }

    /// The host wants this call to end: throw `.cancelled` soon. For sessions that wait for a device.
    public var isInterrupted: Bool { interruption.isRequested.load(ordering: .relaxed) }

    /// Hands over a packet, which the host copies.
    ///
    /// - Throws: what the call must end with, when the host wants no more.
    public func hand(_ packet: Packet) throws(SessionFailure) {
        let flags =
            (packet.isKeyframe ? SERVAL_PACKET_KEYFRAME : 0) | (packet.isDroppable ? SERVAL_PACKET_DROPPABLE : 0)
        let status = packet.bytes.withUnsafeBufferPointer { bytes in
            var span = serval_span(
                struct_size: structSize(serval_span.self), padding: 0, data: bytes.baseAddress,
                size: UInt64(bytes.count))
            return withUnsafePointer(to: &span) { span in
                var packet = serval_packet(
                    struct_size: structSize(serval_packet.self), flags: flags, frame_id: packet.frameID,
                    spans: span, span_count: 1, padding: 0)
                return sink.pointee.packet(sink, &packet)
            }
        }
        switch status {
        case .SERVAL_OK: return
        case .SERVAL_E_INVALID: throw SessionFailure(.failed, "the host refuses a packet that breaks a rule")
        default: throw .cancelled
        }
    }
}

/// Whether the call under way was told to end.
final class Interruption: Sendable {
    let isRequested = Atomic<Bool>(false)
}
