// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Roles

@Suite struct ViewerGateTests {
    private let key = packet([.keyframe])
    private let delta = packet([])

    private static func packet(_ flags: Packet.Flags) -> Packet {
        Packet(
            flags: flags, presentationNanoseconds: 0, decodeNanoseconds: 0, durationNanoseconds: 0, bytes: [1]
        )
    }

    @Test func `a viewer that is not connected gets nothing and asks for nothing`() {
        var gate = ViewerGate()
        #expect(gate.judge(key, fits: true) == .drop)
        #expect(gate.judge(delta, fits: true) == .drop)
    }

    @Test func `a connected viewer begins with a keyframe`() {
        var gate = ViewerGate()
        gate.connect()
        #expect(gate.judge(delta, fits: true) == .dropAndAsk)
        #expect(gate.judge(key, fits: true) == .feed)
        #expect(gate.judge(delta, fits: true) == .feed)
        #expect(gate.overflowed == 0)
    }

    @Test func `a keyframe before the connection does not open the gate`() {
        var gate = ViewerGate()
        _ = gate.judge(key, fits: true)
        gate.connect()
        #expect(gate.judge(delta, fits: true) == .dropAndAsk)
    }

    @Test func `a viewer that does not keep up drops on to the next keyframe that fits`() {
        var gate = ViewerGate()
        gate.connect()
        _ = gate.judge(key, fits: true)
        #expect(gate.judge(delta, fits: false) == .drop, "no keyframe is asked for while it would not fit")
        #expect(gate.judge(key, fits: false) == .drop)
        #expect(gate.judge(delta, fits: true) == .dropAndAsk)
        #expect(gate.judge(key, fits: true) == .feed)
        #expect(gate.judge(delta, fits: true) == .feed)
        #expect(gate.overflowed == 3)
    }

    @Test func `after a loss upstream only a keyframe helps`() {
        var gate = ViewerGate()
        gate.connect()
        _ = gate.judge(key, fits: true)
        #expect(gate.judge(Self.packet([.discontinuity]), fits: true) == .dropAndAsk)
        #expect(gate.judge(delta, fits: true) == .dropAndAsk)
        #expect(gate.judge(Self.packet([.discontinuity, .keyframe]), fits: true) == .feed)
        #expect(gate.overflowed == 0, "that is not this viewer's fault")
    }

    @Test func `a new format begins with a keyframe`() {
        var gate = ViewerGate()
        gate.connect()
        _ = gate.judge(key, fits: true)
        gate.interrupt()
        #expect(gate.judge(delta, fits: true) == .dropAndAsk)
        #expect(gate.judge(key, fits: true) == .feed)
    }
}
