// SPDX-License-Identifier: Apache-2.0
import Testing

extension EndToEnd {
    /// That the surroundings work, so that a failure elsewhere is Serval's.
    @Suite struct Fixtures {
        @Test func `the browser runs scripts, awaits promises and draws`() throws {
            try Scene.with { scene in
                let chromium = try scene.startChromium()
                let tab = try chromium.open("data:text/html,<canvas id=c width=8 height=8></canvas>")
                #expect(try tab.evaluate("Promise.resolve(6 * 7)").integer == 42)
                let pixel = try tab.evaluate(
                    """
                    (() => { const c = document.getElementById('c').getContext('2d');
                    c.fillStyle = '#c04020'; c.fillRect(0, 0, 8, 8);
                    return Array.from(c.getImageData(4, 4, 1, 1).data); })()
                    """)
                #expect(pixel.array.compactMap(\.integer) == [192, 64, 32, 255])
                #expect(throws: FixtureError.self) { try tab.evaluate("nothing.there") }
            }
        }

        @Test func `something moves on the display`() throws {
            try Scene.with { scene in
                let desktop = try scene.startDesktop()
                var shots: Set<String> = []
                // One for the empty screen, one for a window that has just come, two for its movement.
                try wait(until: "the screen to change again and again", seconds: 30) {
                    shots.insert(try screenshot(of: desktop, in: scene))
                    return shots.count >= 4
                }
            }
        }

        private func screenshot(of desktop: XvfbServer, in scene: Scene) throws -> String {
            let shot = try scene.run(
                "ffmpeg",
                [
                    "-v", "error", "-f", "x11grab", "-video_size", "\(XvfbServer.width)x\(XvfbServer.height)",
                    "-i", desktop.display, "-frames:v", "1", "-f", "framemd5", "-",
                ])
            try #require(shot.status == .exited(0), "\(shot.errorOutput)")
            return String(shot.output.suffix(33))
        }

        @Test(arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: b\r\n\r\nhi", 200, "hi"),
            (
                "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                404, "abcde"
            ),
        ])
        func `responses are read whole`(text: String, status: Int, body: String) throws {
            let response = try HTTPClient.parse(Array(text.utf8))
            #expect(response.status == status)
            #expect(response.body == body)
        }
    }
}
