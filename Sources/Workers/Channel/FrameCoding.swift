// SPDX-License-Identifier: Apache-2.0
import NIOCore
import WorkerProtocol

/// Frames of the worker channel out of a byte stream.
struct FrameDecoder: ByteToMessageDecoder {
    typealias InboundOut = Frame

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard let prefix = buffer.getBytes(at: buffer.readerIndex, length: 4) else { return .needMoreData }
        let length = try Frame.length(of: prefix)
        guard buffer.readableBytes >= 4 + length else {
            buffer.reserveCapacity(minimumWritableBytes: 4 + length - buffer.readableBytes)
            return .needMoreData
        }
        buffer.moveReaderIndex(forwardBy: 4)
        guard let body = buffer.readSlice(length: length) else { return .needMoreData }
        context.fireChannelRead(Self.wrapInboundOut(try Frame(kindAndBody: body.readableBytesView)))
        return .continue
    }

    mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        // A worker that dies in the middle of a frame has said enough by dying.
        while try decode(context: context, buffer: &buffer) == .continue {}
        return .needMoreData
    }
}

/// Frames of the worker channel to bytes.
final class FrameEncoder: MessageToByteEncoder, Sendable {
    typealias OutboundIn = Frame

    func encode(data: Frame, out: inout ByteBuffer) throws {
        out.writeBytes(data.encoded())
    }
}
