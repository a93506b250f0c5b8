// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Roles

/// The beginnings of real streams: test pictures, encoded with GStreamer 1.22 of Debian 12.
@Suite struct StreamHeaderTests {
    private static let x264 = """
        000000010910000000016742c015d901519e226c05a830303528000003000800000301e478b172400000000168cb8cb20000010605ffffbd
        """
    private static let x264High = """
        0000000109100000000167640014acb202a33c44d80b5060606a50000003001000000303c8f142a4800000000168ebccb22c000001065
        """
    private static let x264YUV444 = """
        0000000109100000000167f4000d91964054678f8bc05a83030320000003002000000791e285490000000168ebcc448440000010605ff
        """
    private static let openH264 = "000000016742c00d8c8d40a8cb113403c2211a800000000168ce3c80000000016588"
    private static let x265 = """
        0000000140010c01ffff01600000030090000003000003003f9280900000000142010101600000030090000003000003003fa00a480b9c\
        95964a924cafff000100016a0c0c0c08000003000800000300f040000000014401c172b46240000001
        """
    private static let x265TenBit = """
        0000000140010c01ffff02200000030090000003000003003f9280900000000142010102200000030090000003000003003fa00a480b9c\
        94d964a924cafff000100016a0c0c0c080000003000800000300f04000
        """
    private static let vp8 = "1055009d012a4201b6000047088585888584880202034d76"
    private static let vp9 = "824983422014100b560838241c18420006507fddfa3c771f"
    private static let vp9YUV444 = "a2498342200282016ac107048383084000da7fddfa3e8fe6"
    private static let av1 = "12000a0c000000043cfecf81b5f2008032f223135f58010a00082082100024c3"
    private static let av1YUV444 = "12000a0b200000043cfecf81b5f204328e2b135f58010a00082082100024c32e"

    private static let odd = Resolution(width: 322, height: 182)
    private static let even = Resolution(width: 320, height: 180)

    @Test(arguments: [
        (x264, Codec.h264, odd, "constrained-baseline"), (x264High, .h264, odd, "high"),
        (x264YUV444, .h264, odd, "high-4:4:4"), (openH264, .h264, odd, "constrained-baseline"),
        (x265, .h265, odd, "main"), (x265TenBit, .h265, odd, "main-10"), (vp8, .vp8, odd, "0"),
        (vp9, .vp9, odd, "0"), (vp9YUV444, .vp9, odd, "1"), (av1, .av1, even, "main"),
        (av1YUV444, .av1, even, "high"),
    ])
    func `size and profile are read from the stream`(
        stream: String, codec: Codec, resolution: Resolution, profile: String
    ) {
        let header = StreamHeader.read(bytes(stream), codec: codec)
        #expect(header == StreamHeader(resolution: resolution, profile: profile))
    }

    @Test(arguments: [
        (x264, Codec.h264, 12), (x265, .h265, 40), (vp8, .vp8, 8), (vp9, .vp9, 6), (av1, .av1, 6),
    ])
    func `a stream that breaks off has no header, wherever it does`(stream: String, codec: Codec, most: Int) {
        for length in 0..<most {
            #expect(StreamHeader.read(Array(bytes(stream).prefix(length)), codec: codec) == nil)
        }
    }

    @Test(arguments: Codec.allCases)
    func `noise is no header and does no harm`(codec: Codec) {
        var numbers = FixedNumbers(seed: 7)
        for length in 0..<600 {
            var noise = (0..<length % 97).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
            if length % 2 == 0 { noise = [0, 0, 1, codec == .h265 ? 0x42 : 0x67] + noise }
            _ = StreamHeader.read(noise, codec: codec)
        }
        #expect(StreamHeader.read([], codec: codec) == nil)
    }

    @Test func `frames that depend on others have no header`() {
        // Inter frames: the bit for it, in VP8 and VP9.
        #expect(StreamHeader.read([0x11] + bytes(Self.vp8).dropFirst(), codec: .vp8) == nil)
        #expect(StreamHeader.read([0x86] + bytes(Self.vp9).dropFirst(), codec: .vp9) == nil)
        #expect(StreamHeader.read(bytes("000000014188e0"), codec: .h264) == nil)
    }

    @Test func `a profile fits where what decodes the other decodes it too`() {
        func fits(_ profile: String, _ asked: String) -> Bool {
            StreamHeader(resolution: Self.even, profile: profile).fits(profile: asked)
        }
        #expect(fits("constrained-baseline", "constrained-baseline"))
        #expect(fits("constrained-baseline", "high") && fits("main", "high"))
        #expect(!fits("high", "constrained-baseline") && !fits("baseline", "main") && !fits("main-10", "main"))
    }

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
