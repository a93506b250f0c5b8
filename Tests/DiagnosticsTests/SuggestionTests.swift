// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Testing

struct SuggestionTests {
    @Test(arguments: [
        ("gst_encodr", "gst_encoder"), ("gst-encoder", "gst_encoder"), ("FPS", "fps"), ("fsp", "fps"),
        ("hieght", "height"), ("gst_parms", "gst_params"),
    ])
    func `a slip of the finger is understood`(written: String, meant: String) {
        let known = ["width", "height", "fps", "gst_prefix", "gst_encoder", "gst_params"]
        #expect(Suggestion.nearest(to: written, among: known) == meant)
    }

    @Test(arguments: ["", "zz", "desktop", String(repeating: "width", count: 1000)])
    func `what is far from everything gets no guess`(written: String) {
        #expect(Suggestion.nearest(to: written, among: ["width", "fps", "gst_encoder"]) == nil)
    }

    @Test func `words of quite another length cost no look`() {
        let known = (0..<2000).map { "an-element-of-another-length-\($0)" } + ["x264enc"]
        #expect(Suggestion.nearest(to: "x265enc", among: known, looks: 1000) == "x264enc")
        let alike = (0..<2000).map { "\(1_000_000 + $0)" } + ["x264enc"]
        #expect(Suggestion.nearest(to: "x265enc", among: alike) == nil)
        #expect(Suggestion.nearest(to: "x265enc", among: alike, looks: 10_000) == "x264enc")
    }

    @Test func `advice guesses, or else lists what there is`() {
        #expect(
            Suggestion.advice(for: "h246", among: ["vp8", "h264"], called: "one of")
                == "did you mean \"h264\"?")
        #expect(
            Suggestion.advice(for: "opus", among: ["vp8", "h264"], called: "one of") == "one of: vp8, h264")
    }
}
