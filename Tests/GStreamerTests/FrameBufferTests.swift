// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Synchronization
import Testing

@Suite struct FrameBufferTests {
    init() throws { try Runtime.initialise() }

    @Test func `a frame is free again when the pipeline has let it go`() throws {
        let pipeline = try Pipeline(
            parsing: "appsrc name=source format=time ! fakesink name=end enable-last-sample=false")
        let source = try #require(pipeline.element(named: "source").flatMap(AppSource.init))
        source.setCaps(try #require(Caps("video/x-raw,format=GRAY8,width=4,height=4,framerate=30/1")))
        let frame = try #require(FrameBuffer(size: 16))
        #expect(frame.fill(presentation: 0, duration: 1) { $0.initializeMemory(as: UInt8.self, repeating: 7) })
        // It waits in the source until the pipeline starts.
        #expect(source.push(frame) == .taken)
        #expect(!frame.isFree)
        #expect(!frame.fill(presentation: 1, duration: 1) { _ in Issue.record("it was written to") })
        try pipeline.setState(.playing)
        source.endStream()
        try pipeline.setState(.null)
        #expect(frame.isFree)
    }

    @Test func `a probe sees timestamps and bytes of what passes`() throws {
        let pipeline = try Pipeline(
            parsing:
                "videotestsrc num-buffers=3 pattern=white ! video/x-raw,format=GRAY8,width=4,height=4,framerate=10/1 "
                + "! fakesink name=end")
        let seen = Box(Mutex<[(Int64?, Int, [UInt8])]>([]))
        let pad = try #require(pipeline.element(named: "end")?.pad("sink"))
        pad.onPassingBuffer { buffer in
            seen.value.withLock { $0.append((buffer.timestamp, buffer.size, buffer.bytes(atMost: 2))) }
            return .pass
        }
        let ended = Box(Mutex(false))
        pipeline.onMessage { if case .endOfStream = $0 { ended.value.withLock { $0 = true } } }
        try pipeline.setState(.playing)
        let deadline = ContinuousClock.now + .seconds(30)
        while !ended.value.withLock({ $0 }), .now < deadline { _ = pipeline.waitForState(atMost: .milliseconds(10)) }
        let buffers = seen.value.withLock { $0 }
        #expect(buffers.map(\.0) == [0, 100_000_000, 200_000_000])
        #expect(buffers.allSatisfy { $0.1 == 16 && $0.2 == [255, 255] || $0.2 == [235, 235] })
    }

    @Test func `a value is spelled as its property would read`() throws {
        let source = try #require(ElementFactory.named("videotestsrc")?.make())
        #expect(source.spelling(of: "1", asProperty: "pattern") == "snow")
        #expect(source.spelling(of: "TRUE", asProperty: "is-live") == "true")
        #expect(source.spelling(of: "nonsense", asProperty: "pattern") == nil)
        #expect(source.spelling(of: "1", asProperty: "no-such-property") == nil)
    }
}

private final class Box<Value: ~Copyable & Sendable>: Sendable {
    let value: Value
    init(_ value: consuming Value) { self.value = value }
}
