// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Testing

extension EndToEnd {
    @Suite struct Failures {
        @Test func `viewers stay and go on when the encode worker dies`() throws {
            try Scene.with { scene in
                let serval = try scene.startServal(display: try scene.startDesktop())
                let chromium = try scene.startChromium()
                let viewers = try (0..<2).map { _ in try Viewer(chromium, serval, pipeline: "vp8") }
                let worker = try #require(try serval.stream("vp8")["worker"].integer)
                for viewer in viewers {
                    try viewer.watch()
                    try wait(until: "frames to flow") { try viewer.watched().frames > 10 }
                }

                kill(pid_t(worker), SIGKILL)
                let before = try viewers.map { try $0.watched().frames }
                try wait(until: "another worker", seconds: 10) {
                    try serval.stream("vp8")["worker"].integer.map { $0 != worker } ?? false
                }
                for (viewer, frames) in zip(viewers, before) {
                    try wait(until: "the picture to go on") { try viewer.watched().frames > frames + 30 }
                    let watched = try viewer.watched()
                    print("longest pause after the worker's death: \(watched.longestPauseMilliseconds) ms")
                    #expect(watched.sameConnection, "the viewer needed a new session")
                    #expect(watched.longestPauseMilliseconds < 4000)
                }
                #expect(try serval.stream("vp8")["restarts"].integer == 1)
            }
        }

        @Test func `an encoder that fails twice is replaced by the next candidate`() throws {
            try Scene.with { scene in
                let serval = try scene.startServal(display: try scene.startDesktop())
                let viewer = try Viewer(try scene.startChromium(), serval, pipeline: "main")
                let encoder = try serval.stream("main")["encoder"]
                try viewer.watch()

                var worker = try #require(try serval.stream("main")["worker"].integer)
                for _ in 0..<2 {
                    kill(pid_t(worker), SIGKILL)
                    worker = try wait(for: "the next worker to deliver", seconds: 20) {
                        let stream = try serval.stream("main")
                        guard stream["state"] == "running", let next = stream["worker"].integer else {
                            return nil
                        }
                        return next == worker ? nil : next
                    }
                }

                let stream = try serval.stream("main")
                #expect(stream["failovers"].integer == 1)
                #expect(stream["encoder"] != encoder)
                #expect(stream["last_error"].string?.isEmpty == false)
                let frames = try viewer.watched().frames
                try wait(until: "the picture to go on") { try viewer.watched().frames > frames + 30 }
                #expect(try viewer.watched().sameConnection, "the viewer needed a new session")
            }
        }

        @Test func `the host survives the peers worker, and the page reconnects by itself`() throws {
            try Scene.with { scene in
                let serval = try scene.startServal(display: try scene.startDesktop())
                let viewer = try Viewer(try scene.startChromium(), serval, pipeline: "vp8")
                let peers = try #require(serval.workers(role: "peers").first)
                try viewer.tab.evaluate("window.before = serval.connection; true")

                kill(peers, SIGKILL)
                try wait(until: "the page to reconnect", seconds: 60) {
                    try viewer.tab.evaluate(
                        "window.before !== serval.connection && serval.connection?.connectionState === 'connected'"
                    )
                        == true
                }
                try viewer.waitForFrames(30, seconds: 60)
                #expect(serval.program.runs)
                #expect(try serval.http.json("/health")["status"].string == "ok")
                #expect(serval.workers(role: "peers") != [peers])
            }
        }

        @Test func `without its worker serval says what is missing and what to do`() throws {
            try Scene.with { scene in
                let alone = scene.folder.file("serval")
                let built = try #require(
                    FileManager.default.contents(atPath: BuiltProducts.path(of: "serval")))
                try built.write(to: URL(filePath: alone))
                chmod(alone, 0o700)
                let result = try scene.run(alone, ["run", "--bind", "127.0.0.1:0"], seconds: 20)
                #expect(result.status == .exited(1))
                #expect(result.errorOutput.contains("serval-worker"))
                #expect(result.errorOutput.contains("install"))
            }
        }

        @Test func `serval leaves no process behind`() throws {
            try Scene.with { scene in
                let serval = try scene.startServal(display: nil)
                _ = try Viewer(try scene.startChromium(), serval)
                let workers = serval.workers(role: "encode") + serval.workers(role: "peers")
                #expect(workers.count == 2)
                #expect(serval.program.stop() == .exited(0))
                for pid in workers { #expect(kill(pid, 0) != 0, "process \(pid) still runs") }
            }
        }
    }
}
