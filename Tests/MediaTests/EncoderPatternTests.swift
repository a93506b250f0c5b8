// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@Suite struct EncoderPatternTests {
    @Test(arguments: [
        ("x264enc", "x264enc"), ("X264ENC", "x264enc"), ("*", ""), ("*", "anything"), ("va*", "vah264enc"),
        ("*264*", "openh264enc"), ("org.serval.*", "org.serval.vaapi"), ("va?????enc", "vah264lenc"),
        ("*enc*enc", "encxenc"), ("**h*4**", "vah264enc"), ("", ""),
    ])
    func `a pattern fits the whole of a name`(pattern: String, name: String) {
        #expect(EncoderPattern(pattern).matches(name))
    }

    @Test(arguments: [
        ("x264", "x264enc"), ("264enc", "x264enc"), ("va?", "va"), ("?", ""), ("*enc*enc", "xenc"), ("", "x"),
        ("va*lp", "vah264lpenc"), ("[x]264enc", "x264enc"),
    ])
    func `and nothing less or more`(pattern: String, name: String) {
        #expect(!EncoderPattern(pattern).matches(name))
    }

    @Test(.timeLimit(.minutes(1))) func `stars do not multiply the work`() {
        let pattern = EncoderPattern(String(repeating: "a*", count: 200) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 2000)))
    }
}
