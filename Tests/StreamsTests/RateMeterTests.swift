// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Streams

@Suite struct RateMeterTests {
    private let second: Int64 = 1_000_000_000

    private func packet(_ size: Int) -> Packet {
        Packet(
            flags: [], presentationNanoseconds: 0, decodeNanoseconds: 0, durationNanoseconds: 0,
            bytes: [UInt8](repeating: 0, count: size))
    }

    @Test func `rates are those of the last whole second, and fall to zero when nothing comes`() {
        var meter = RateMeter()
        for index in 0..<30 { meter.count(packet(1000), atNanoseconds: 5 * second + Int64(index)) }
        #expect(meter.rates(atNanoseconds: 5 * second + 900).framesPerSecond == 0)
        let rates = meter.rates(atNanoseconds: 6 * second)
        #expect(rates.framesPerSecond == 30)
        #expect(rates.bitrateKbps == 240)
        #expect(meter.rates(atNanoseconds: 7 * second).framesPerSecond == 0)
    }
}
