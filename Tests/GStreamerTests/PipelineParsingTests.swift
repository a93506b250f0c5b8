// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Testing

@Suite struct PipelineParsingTests {
    init() throws { try Runtime.initialise() }

    @Test(arguments: [
        ("nosuchelement ! fakesink", ParseError.Problem.missingElements(["nosuchelement"])),
        ("fakesrc", .notAPipeline),
        ("", .notAPipeline),
        ("fakesrc ! ! fakesink", .syntax),
        ("fakesrc nosuchproperty=1 ! fakesink", .property),
        ("videotestsrc ! vorbisenc ! fakesink", .link),
    ])
    func `a description that cannot be built says what is wrong`(text: String, problem: ParseError.Problem) {
        let error = #expect(throws: ParseError.self) { try Pipeline(parsing: text) }
        #expect(error?.problem == problem)
    }

    @Test func `elements are found by name, and tell their factory`() throws {
        let pipeline = try Pipeline(parsing: "fakesrc name=start ! fakesink")
        #expect(pipeline.element(named: "start")?.factoryName == "fakesrc")
        #expect(pipeline.element(named: "nowhere") == nil)
    }
}
