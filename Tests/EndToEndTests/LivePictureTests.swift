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
                let shown = try pixel(of: viewer)
                print("\(pipeline): #c04020 (192, 64, 32) is shown as \(shown)")
                #expect(isClose(shown, to: [192, 64, 32]), "\(shown)")
            }
        }

        // No pure blue or green: without a GPU Chromium converts BT.709 with 2.0 in place of 2.11 for blue
        // (libyuv keeps its factors in a byte), and is up to 16 short there whatever the encoder did.
        @Test(arguments: ["vp8", "vp9", "main"])
        func `what changes on the display is seen, in its colours`(pipeline: String) throws {
            try Scene.with { scene in
                let desktop = try scene.startDesktop(color: "#000000")
                let serval = try scene.startServal(display: desktop)
                let viewer = try Viewer(try scene.startChromium(), serval, pipeline: pipeline)
                for (color, expected) in [
                    ("#ff0000", [255, 0, 0]), ("#ffffff", [255, 255, 255]), ("#808080", [128, 128, 128]),
                    ("#203040", [32, 48, 64]), ("#60a080", [96, 160, 128]),
                ] {
                    try desktop.fill(color, folder: scene.folder)
                    var shown: [Int] = []
                    // The first frames after a change may be coarse.
                    try? wait(until: "\(color) to be seen") {
                        shown = try pixel(of: viewer)
                        return isClose(shown, to: expected)
                    }
                    #expect(isClose(shown, to: expected), "\(color) is shown as \(shown)")
                }
            }
        }

        /// A point far from what moves.
        private func pixel(of viewer: Viewer) throws -> [Int] { try viewer.pixel(x: 900, y: 500) }

        private func isClose(_ pixel: [Int], to expected: [Int]) -> Bool {
            pixel.count == 3 && zip(pixel, expected).allSatisfy { abs($0 - $1) <= 4 }
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
