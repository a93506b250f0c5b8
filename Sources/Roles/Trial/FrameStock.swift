// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media

/// The scene's frames in their order, drawn ahead into memory that is used again.
///
/// Belongs to one thread, which pays for the drawing.
final class FrameStock {
    private let scene: DesktopScene
    private let rate: FrameRate
    private var ready: [FrameBuffer] = []
    private var handedOut: [FrameBuffer] = []
    /// The first frame that is not drawn yet.
    private(set) var nextToDraw = 0
    /// The frame that `take` returns next.
    var next: Int { nextToDraw - ready.count }

    /// What the frames that wait may take: six of a full HD screen, which is drawn faster than it is encoded.
    private static let readyBytes = 48 << 20
    /// What all frames may take, those that the pipeline holds included.
    private static let allBytes = 512 << 20

    init(scene: DesktopScene, rate: FrameRate) {
        self.scene = scene
        self.rate = rate
    }

    /// When a frame is shown, in nanoseconds from the first one.
    static func presentation(ofFrame frame: Int, at rate: FrameRate) -> Int64 {
        Int64(frame) * 1_000_000_000 * Int64(rate.denominator) / Int64(rate.numerator)
    }

    /// Draws frames until so many wait, or as many as memory allows.
    func drawAhead(_ count: Int) throws(Reason) {
        let limit = max(1, FrameStock.readyBytes / scene.frameSize)
        while ready.count < min(count, limit) {
            let buffer = try freeBuffer()
            let start = FrameStock.presentation(ofFrame: nextToDraw, at: rate)
            let end = FrameStock.presentation(ofFrame: nextToDraw + 1, at: rate)
            guard
                buffer.fill(
                    presentation: start, duration: end - start,
                    { [scene, nextToDraw] memory in
                        scene.draw(nextToDraw, into: memory)
                    })
            else { throw outOfMemory }
            nextToDraw += 1
            ready.append(buffer)
        }
    }

    /// The next frame; drawn now if none waits.
    func take() throws(Reason) -> FrameBuffer {
        try drawAhead(1)
        let buffer = ready.removeFirst()
        handedOut.append(buffer)
        return buffer
    }

    private func freeBuffer() throws(Reason) -> FrameBuffer {
        if let index = handedOut.firstIndex(where: \.isFree) { return handedOut.remove(at: index) }
        let inUse = (ready.count + handedOut.count) * scene.frameSize
        guard inUse + scene.frameSize <= FrameStock.allBytes || ready.isEmpty && handedOut.count < 4,
            let buffer = FrameBuffer(size: scene.frameSize)
        else { throw outOfMemory }
        return buffer
    }

    private var outOfMemory: Reason {
        Reason(
            "no-memory", "the frames that the encoder holds take more than \(FrameStock.allBytes >> 20) MiB",
            hint: "give it settings that look less far ahead")
    }
}
