// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// Encodes without loss: a block that did not change is said to be the same, any other is sent as it is.
///
/// On a desktop, where most stands still, that is less than it seems; and it shows a whole H.264 encoder on one page.
final class LosslessSession: EncoderSession {
    private var stream: BitstreamSyntax?
    private var blocks = BlockStore(columns: 0, rows: 0)
    private var keyframeInterval: Int64 = 0
    private var refreshesAll = false
    private var framesSinceKeyframe: Int64?
    private var keyframes = 0

    func open(_ configuration: SessionConfiguration) throws(SessionFailure) -> Int {
        guard configuration.format == .i420, configuration.width % 2 == 0, configuration.height % 2 == 0 else {
            throw SessionFailure(.unsupported, "only I420 with even sides is encoded")
        }
        keyframeInterval = configuration.values.integer(.keyframeInterval) ?? 0
        refreshesAll = configuration.values.toggle("com.example.refresh") ?? false
        stream = BitstreamSyntax(
            width: configuration.width, height: configuration.height, colours: configuration.colours)
        blocks = BlockStore(columns: (configuration.width + 15) / 16, rows: (configuration.height + 15) / 16)
        framesSinceKeyframe = nil
        return 0
    }

    func encode(_ frame: borrowing Frame, into packets: borrowing PacketSink) throws(SessionFailure) {
        guard let stream else { throw SessionFailure(.invalid, "the session is not open") }
        let isDue = framesSinceKeyframe.map { keyframeInterval > 0 && $0 >= keyframeInterval } ?? true
        let isKeyframe = isDue || frame.mustBeKeyframe
        framesSinceKeyframe = isKeyframe ? 1 : (framesSinceKeyframe ?? 0) + 1
        if isKeyframe { keyframes += 1 }
        for plane in 0..<3 {
            let (width, height) = plane == 0 ? (stream.width, stream.height) : (stream.width / 2, stream.height / 2)
            frame.withPlane(plane) { bytes, stride in
                blocks.take(plane: plane, bytes, stride: stride, width: width, height: height)
            }
        }
        let number = Int((framesSinceKeyframe ?? 1) - 1)
        let bytes =
            isKeyframe
            ? stream.keyframe(blocks, number: keyframes)
            : stream.frame(blocks, number: number, everything: refreshesAll)
        blocks.forgetChanges()
        try packets.hand(Packet(bytes, of: frame.id, isKeyframe: isKeyframe))
    }

    func reconfigure(_ values: ParameterValues) throws(SessionFailure) {
        if let interval = values.integer(.keyframeInterval) { keyframeInterval = interval }
    }

    /// Nothing is held back.
    func drain(into packets: borrowing PacketSink) throws(SessionFailure) { framesSinceKeyframe = nil }

    func reset() throws(SessionFailure) { framesSinceKeyframe = nil }

    func close() { stream = nil }
}
