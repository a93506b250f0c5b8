// SPDX-License-Identifier: Apache-2.0
import Testing

extension EndToEnd {
    @Suite struct LivePicture {
        @Test(arguments: [("vp8", "video/VP8"), ("vp9", "video/VP9"), ("main", "video/H264")])
        func `a browser shows the display live, in its colours`(pipeline: String, codec: String) throws {
            try Scene.with { scene in
                let desktop = try scene.startDesktop(color: "#c04020")
                let serval = try scene.startServal(display: desktop)
                let viewer = try Viewer(try scene.startChromium(), serval, pipeline: pipeline)

                let rate = try viewer.frameRate(overSeconds: 10)
                print("\(pipeline): \(rate) decoded frames/s")
                #expect(rate >= 25)
                let inbound = try #require(try viewer.inbound())
                #expect(inbound.codec == codec)
                #expect(inbound.width == XvfbServer.width && inbound.height == XvfbServer.height)
                #expect(try viewer.tab.evaluate("serval.pipeline").string == pipeline)
                try expectColor([192, 64, 32], of: viewer)
            }
        }

        @Test(arguments: [
            ("#ff0000", [255, 0, 0]), ("#0000ff", [0, 0, 255]), ("#808080", [128, 128, 128]),
        ])
        func `extreme colours are right too`(color: String, expected: [Int]) throws {
            try Scene.with { scene in
                let desktop = try scene.startDesktop(color: color)
                let serval = try scene.startServal(display: desktop)
                let viewer = try Viewer(try scene.startChromium(), serval)
                try viewer.waitForFrames(30)
                try expectColor(expected, of: viewer)
            }
        }

        /// A point far from what moves.
        private func expectColor(_ expected: [Int], of viewer: Viewer) throws {
            let pixel = try viewer.pixel(x: 900, y: 500)
            print("colour \(expected) is shown as \(pixel)")
            try #require(pixel.count == 3)
            for (shown, wanted) in zip(pixel, expected) { #expect(abs(shown - wanted) <= 4, "\(pixel)") }
        }

        @Test func `with no display there is still a moving picture`() throws {
            try Scene.with { scene in
                let serval = try scene.startServal(display: nil)
                let viewer = try Viewer(try scene.startChromium(), serval)
                #expect(try viewer.frameRate(overSeconds: 3) >= 15)
            }
        }
    }
}
