// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SoftwareEncoders

struct ProcessorTests {
    @Test func `the name is the first model name, with single spaces`() {
        let text =
            "processor\t: 0\nmodel\t\t: 85\nmodel name\t: Example  CPU @ 2.00GHz: rev 2\nmodel name\t: other\n"
        #expect(Processor.name(in: text) == "Example CPU @ 2.00GHz: rev 2")
    }

    @Test(arguments: ["", "processor\t: 0\nCPU part\t: 0xd08\n", "model name\t:\n"])
    func `a kernel that tells no name gives none`(text: String) {
        #expect(Processor.name(in: text) == nil)
    }
}
