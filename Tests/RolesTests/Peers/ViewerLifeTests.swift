// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Roles

@Suite struct ViewerLifeTests {
    private let second: Int64 = 1_000_000_000

    @Test func `a viewer without candidates is refused after 3 s`() {
        let life = ViewerLife(atNanoseconds: 0)
        #expect(life.verdict(ViewerSigns(), atNanoseconds: 3 * second - 1) == nil)
        #expect(life.verdict(ViewerSigns(), atNanoseconds: 3 * second)?.code == "no-candidates")
    }

    @Test func `a viewer that does not connect is closed 15 s after its answer`() {
        var life = ViewerLife(atNanoseconds: 0)
        life.answered(atNanoseconds: 2 * second)
        #expect(life.deadline(ViewerSigns()) == 17 * second)
        #expect(life.verdict(ViewerSigns(), atNanoseconds: 17 * second - 1) == nil)
        #expect(life.verdict(ViewerSigns(), atNanoseconds: 17 * second)?.code == "connect-timeout")
    }

    @Test func `a viewer that is fed and silent is closed 10 s after its last sign`() {
        var life = ViewerLife(atNanoseconds: 0)
        life.connected(atNanoseconds: 0)
        var signs = ViewerSigns()
        for time in 0..<40 { signs.fed(atNanoseconds: Int64(time) * second) }
        signs.heard(atNanoseconds: 29 * second)
        #expect(life.verdict(signs, atNanoseconds: 39 * second - 1) == nil)
        #expect(life.verdict(signs, atNanoseconds: 39 * second)?.code == "peer-silent")
    }

    @Test func `a viewer whose stream rests may be silent, and gets its time anew when the stream goes on`() {
        var life = ViewerLife(atNanoseconds: 0)
        life.connected(atNanoseconds: 0)
        #expect(life.verdict(ViewerSigns(), atNanoseconds: 60 * second) == nil)
        var signs = ViewerSigns()
        signs.fed(atNanoseconds: second)
        #expect(life.verdict(signs, atNanoseconds: 60 * second) == nil)
        for time in 100...109 { signs.fed(atNanoseconds: Int64(time) * second) }
        #expect(life.verdict(signs, atNanoseconds: 109 * second) == nil)
        signs.fed(atNanoseconds: 110 * second)
        #expect(life.verdict(signs, atNanoseconds: 110 * second)?.code == "peer-silent")
    }
}
