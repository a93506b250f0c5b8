// SPDX-License-Identifier: Apache-2.0
import Testing

extension EndToEnd {
    @Suite struct SharedEncoder {
        @Test func `the stream runs while it is watched, on one encoder for all viewers`() throws {
            try Scene.with { scene in
                let serval = try scene.startServal(display: try scene.startDesktop())
                #expect(serval.workers(role: "encode").isEmpty, "an encoder runs though nobody watches")

                let chromium = try scene.startChromium()
                let first = try Viewer(chromium, serval, pipeline: "vp8")
                let worker = try #require(try serval.stream("vp8")["worker"].integer)
                let second = try Viewer(chromium, serval, pipeline: "vp8")

                let stream = try serval.stream("vp8")
                #expect(stream["subscribers"].integer == 2)
                #expect(stream["worker"].integer == worker)
                #expect(stream["state"].string == "running")
                #expect(serval.workers(role: "encode").map(Int.init) == [worker])

                try first.tab.evaluate("serval.connection.close()")
                try second.tab.evaluate("serval.connection.close()")
                try first.tab.navigate(to: "data:text/html,gone")
                try second.tab.navigate(to: "data:text/html,gone")
                try wait(until: "the encoder to stop after its last viewer", seconds: 60) {
                    serval.workers(role: "encode").isEmpty
                }
                #expect(try serval.stream("vp8")["subscribers"].integer == 0)
            }
        }
    }
}
