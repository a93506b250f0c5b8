// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Media

@Suite struct ScreenTests {
    @Test func `a screen reads and writes the same text`() throws {
        let screen = try #require(Screen("1280x720@30"))
        #expect(screen.resolution == Resolution(width: 1280, height: 720))
        #expect(screen.description == "1280x720@30")
    }

    @Test(arguments: ["", "1280x720", "0x720@30", "1280x@30", "1280x720@0", "1280x720@30@2", "axb@c", "-2x2@5"])
    func `anything else is no screen`(text: String) {
        #expect(Screen(text) == nil)
    }

    @Test func `odd sides are rounded down to even, never to nothing`() {
        #expect(Resolution(width: 853, height: 481).roundedToEven == Resolution(width: 852, height: 480))
        #expect(Resolution(width: 1, height: 1).roundedToEven == Resolution(width: 2, height: 2))
    }
}
