// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Testing

@testable import Roles

@Suite struct DesktopSceneTests {
    private let size = Resolution(width: 322, height: 182)

    private func frame(_ number: Int, of scene: DesktopScene) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: scene.frameSize)
        bytes.withUnsafeMutableBytes { scene.draw(number, into: $0) }
        return bytes
    }

    /// The part of bytes in which two frames differ.
    private func difference(_ one: [UInt8], _ other: [UInt8]) -> Double {
        Double(zip(one, other).count { $0 != $1 }) / Double(one.count)
    }

    @Test func `a frame is the same each time it is drawn, also in another process`() {
        let (one, other) = (DesktopScene(resolution: size), DesktopScene(resolution: size))
        let drawn = frame(5, of: one)
        #expect(frame(5, of: one) == drawn && frame(5, of: other) == drawn)
        // FNV-1a; a change of the scene changes all numbers that were ever measured with it.
        let hash = drawn.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        #expect(hash == 1_199_795_883_995_691_139)
    }

    @Test func `every frame moves, and the cut changes most of it`() {
        let scene = DesktopScene(resolution: size)
        scene.cut(atFrame: 30)
        let frames = (27...31).map { frame($0, of: scene) }
        let moves = zip(frames, frames.dropFirst()).map(difference)
        #expect(moves.allSatisfy { $0 > 0.02 })
        #expect(moves[2] > 0.6)
        #expect(moves[2] > moves[1] * 1.5 && moves[2] > moves[3] * 1.5)
    }

    @Test(arguments: [Resolution(width: 16, height: 16), Resolution(width: 2, height: 500)])
    func `small and narrow screens have a scene too`(size: Resolution) {
        let scene = DesktopScene(resolution: size)
        for number in [0, 1, 100, 10_000] { #expect(frame(number, of: scene).count == size.width * size.height * 4) }
    }

    @Test func `frames come in order, in memory that is used again`() throws {
        try Runtime.initialise()
        let stock = FrameStock(scene: DesktopScene(resolution: size), rate: FrameRate(30))
        try stock.drawAhead(4)
        #expect(stock.next == 0 && stock.nextToDraw == 4)
        let first = try stock.take()
        #expect(stock.next == 1)
        // Nobody holds the first one any more, so the fifth is drawn into it.
        try stock.drawAhead(4)
        #expect(stock.nextToDraw == 5)
        for _ in 0..<3 { _ = try stock.take() }
        #expect(try stock.take() === first)
    }

    @Test func `frames are timed by the rate without drift`() {
        let rate = FrameRate(30000, over: 1001)
        #expect(FrameStock.presentation(ofFrame: 0, at: rate) == 0)
        #expect(FrameStock.presentation(ofFrame: 30000, at: rate) == 1_001_000_000_000)
    }
}
