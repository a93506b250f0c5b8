// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Testing

@testable import Roles

@Suite struct RTPPayloaderTests {
    @Test(arguments: [Codec.vp8, .vp9, .h264])
    func `the installed element takes all settings`(codec: Codec) throws {
        try Runtime.initialise()
        let element = try RTPPayloader(codec).make(payloadType: 108, ssrc: 0xFEDC_BA98)
        #expect(element.integerProperty("pt") == 108)
        #expect(element.integerProperty("ssrc") == 0xFEDC_BA98)
        #expect(element.integerProperty("mtu") == 1200)
        let mode = codec == .h264 ? "aggregate-mode" : "picture-id-mode"
        #expect(element.property(mode) == (codec == .h264 ? "zero-latency" : "15-bit"))
    }

    @Test(arguments: [Codec.av1, .h265])
    func `a codec without payloader is refused with what to do`(codec: Codec) {
        let reason = #expect(throws: Reason.self) { try RTPPayloader(codec) }
        #expect(reason?.code == "no-payloader")
        #expect(reason?.hint == "watch a pipeline of vp8, vp9 or h264")
    }

    @Test func `the preferences name payload type and source, and no H264 level`() {
        let text = RTPPayloader.preferences(.h264, payloadType: 108, ssrc: 7)
        #expect(
            text == "application/x-rtp,media=(string)video,encoding-name=(string)H264,clock-rate=(int)90000,"
                + "payload=(int)108,ssrc=(uint)7")
    }
}
