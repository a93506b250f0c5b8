// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Media

/// One frame of the worker channel: a 32-bit length of what follows (big endian), an 8-bit kind, the body.
public enum Frame: Sendable, Equatable {
    /// A JSON message of the role's command or event type.
    case message([UInt8])
    /// A packet of one of the role's streams.
    case packet(stream: UInt32, Packet)

    /// What one frame may hold at most: a keyframe of 8K lossless stays well below.
    public static let maximumLength = 64 << 20

    /// The length field and the kind, before the body.
    public static let headerLength = 5
}

/// The other end does not speak this protocol; the channel is of no further use.
public struct FrameError: Error, Sendable, Equatable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}

extension Frame {
    /// Kinds on the wire.
    private enum Kind { static let message: UInt8 = 1, packet: UInt8 = 2 }

    /// stream, flags (32 bit), pts, dts, duration (64 bit).
    private static let packetHeaderLength = 4 + 4 + 8 * 3

    /// Encodes a JSON message.
    public static func message(encoding value: some Encodable) throws -> Frame {
        .message([UInt8](try JSONEncoder().encode(value)))
    }

    /// Decodes a message's JSON; throws `FrameError` when it is not of that type.
    public static func decode<T: Decodable>(_ type: T.Type, from body: [UInt8]) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw FrameError("not a message of \(type): \(error)")
        }
    }

    /// The whole frame as bytes, header included.
    public func encoded() -> [UInt8] {
        var out: [UInt8] = []
        switch self {
        case .message(let body):
            out.reserveCapacity(Frame.headerLength + body.count)
            out.append(bigEndian: UInt32(1 + body.count))
            out.append(Kind.message)
            out.append(contentsOf: body)
        case .packet(let stream, let packet):
            out.reserveCapacity(Frame.headerLength + Frame.packetHeaderLength + packet.bytes.count)
            out.append(bigEndian: UInt32(1 + Frame.packetHeaderLength + packet.bytes.count))
            out.append(Kind.packet)
            out.append(bigEndian: stream)
            out.append(bigEndian: packet.flags.rawValue)
            out.append(bigEndian: packet.presentationNanoseconds)
            out.append(bigEndian: packet.decodeNanoseconds)
            out.append(bigEndian: packet.durationNanoseconds)
            out.append(contentsOf: packet.bytes)
        }
        return out
    }

    /// The length of a frame's kind and body, from its first four bytes.
    ///
    /// - Throws: `FrameError` for a length of 0 or beyond `maximumLength`.
    public static func length(of prefix: some Collection<UInt8>) throws(FrameError) -> Int {
        let length = prefix.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard (1...maximumLength).contains(length) else { throw FrameError("a frame of \(length) bytes") }
        return length
    }

    /// Reads a frame's kind and body (without the length field).
    public init(kindAndBody bytes: some RandomAccessCollection<UInt8>) throws(FrameError) {
        guard let kind = bytes.first else { throw FrameError("an empty frame") }
        let body = bytes.dropFirst()
        switch kind {
        case Kind.message: self = .message([UInt8](body))
        case Kind.packet:
            guard body.count >= Frame.packetHeaderLength else {
                throw FrameError("a packet frame of \(body.count) bytes")
            }
            var header = body.prefix(Frame.packetHeaderLength)
            let stream = UInt32(header.takeBigEndian(4))
            let flags = Packet.Flags(rawValue: UInt32(header.takeBigEndian(4)))
            self = .packet(
                stream: stream,
                Packet(
                    flags: flags, presentationNanoseconds: Int64(bitPattern: header.takeBigEndian(8)),
                    decodeNanoseconds: Int64(bitPattern: header.takeBigEndian(8)),
                    durationNanoseconds: Int64(bitPattern: header.takeBigEndian(8)),
                    bytes: [UInt8](body.dropFirst(Frame.packetHeaderLength))))
        default: throw FrameError("a frame of unknown kind \(kind)")
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}

extension Collection<UInt8> where SubSequence == Self {
    fileprivate mutating func takeBigEndian(_ count: Int) -> UInt64 {
        defer { self = dropFirst(count) }
        return prefix(count).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
