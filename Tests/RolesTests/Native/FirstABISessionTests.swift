// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import TestFixtures
import Testing
import WorkerProtocol

@testable import Roles

/// A native encoder that was built with the headers of ABI 1.0 encodes as it did then. This test never changes.
struct FirstABISessionTests {
    @Test func `a session of ABI 1.0 encodes`() throws {
        let library = try CompiledLibrary(
            "Tests/Fixtures/abi-1.0/provider.c", include: "Tests/Fixtures/abi-1.0/include")
        try Runtime.initialise()
        let element = try NativeElement(
            EncodeStart.NativeEncoder(
                element: "serval-native-old-native", library: library.path, encoder: "old-native",
                deviceID: "pci:0000:01:00.0", formats: [.nv12]))
        let pipeline = try Pipeline(
            parsing: "videotestsrc num-buffers=5 ! video/x-raw,width=64,height=48,framerate=30/1 "
                + "! serval-native-old-native bitrate=2000 com-example-loud=false "
                + "! appsink name=appsink sync=false")
        let packets = Monitor<(texts: [String], keyframes: Int, isOver: Bool)>(([], 0, false))
        try #require(pipeline.element(named: "appsink").flatMap(AppSink.init)).onSample { sample in
            let text = String(decoding: sample.bytes(), as: UTF8.self)
            let isKeyframe = sample.isKeyframe
            packets.update { $0 = ($0.texts + [text], $0.keyframes + (isKeyframe ? 1 : 0), $0.isOver) }
        }
        pipeline.onMessage { message in
            switch message {
            case .endOfStream, .error: packets.update { $0.isOver = true }
            default: break
            }
        }
        try pipeline.setState(.playing)
        defer { _ = try? pipeline.setState(.null) }
        let (texts, keyframes) = try #require(
            packets.wait(atMost: .seconds(30)) { $0.isOver ? ($0.texts, $0.keyframes) : nil })
        #expect(texts == (0..<5).map { "old \($0) 2000 medium 0 onwards" })
        #expect(keyframes == 1)
        #expect(element.failure == nil)
    }
}
