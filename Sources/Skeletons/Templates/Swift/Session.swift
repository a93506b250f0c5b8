// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// Serval's frames in, packets out. Calls of one session never overlap.
final class ThisSession: EncoderSession {
    /// Nil while the session is not open.
    private var encoder: BlockEncoder?
    private var format = Format.i420
    /// In frames; 0 for keyframes on request only.
    private var keyframeInterval: Int64 = 0
    /// Nil when the next frame must be a keyframe.
    private var framesSinceKeyframe: Int64?

    func open(_ configuration: SessionConfiguration) throws(SessionFailure) -> Int {
        take(configuration.values)
        encoder = BlockEncoder(
            width: configuration.width, height: configuration.height, colours: configuration.colours)
        format = configuration.format
        framesSinceKeyframe = nil
        // Each packet is handed over in the call that brings its frame.
        return 0
    }

    func encode(_ frame: borrowing Frame, into packets: borrowing PacketSink) throws(SessionFailure) {
        guard frame.planeCount == (format == .nv12 ? 2 : 3) else {
            throw SessionFailure(.invalid, "a frame of another format came")
        }
        // Interleaved or not: to the encoder U and V are planes, with one or two bytes from sample to sample.
        let chroma = format == .nv12 ? [(1, 0, 2), (1, 1, 2)] : [(1, 0, 1), (2, 0, 1)]
        for (index, source) in ([(0, 0, 1)] + chroma).enumerated() {
            let (plane, first, step) = source
            frame.withPlane(plane) { bytes, stride in
                encoder?.take(plane: index, bytes, first: first, stride: stride, step: step)
            }
        }

        let isDue = framesSinceKeyframe.map { keyframeInterval > 0 && $0 >= keyframeInterval - 1 } ?? true
        let isKeyframe = isDue || frame.mustBeKeyframe
        framesSinceKeyframe = isKeyframe ? 0 : (framesSinceKeyframe ?? 0) + 1
        guard let bytes = encoder?.encode(isKeyframe: isKeyframe) else {
            throw SessionFailure(.invalid, "the session is not open")
        }
        try packets.hand(Packet(bytes, of: frame.id, isKeyframe: isKeyframe))
    }

    /// Only parameters that are described as live come here.
    func reconfigure(_ values: ParameterValues) throws(SessionFailure) { take(values) }

    /// FILL IN: take over the parameters that the provider describes.
    private func take(_ values: ParameterValues) {
        if let interval = values.integer(.keyframeInterval) { keyframeInterval = interval }
    }

    /// FILL IN: hand over what your encoder holds back. This one holds nothing.
    func drain(into packets: borrowing PacketSink) throws(SessionFailure) { framesSinceKeyframe = nil }

    /// FILL IN: throw away what your encoder holds back.
    func reset() throws(SessionFailure) { framesSinceKeyframe = nil }

    func close() { encoder = nil }
}
