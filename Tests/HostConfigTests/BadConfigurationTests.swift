// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Testing

struct BadConfigurationTests {
    @Test(arguments: Fixture.names(in: Fixture.bad))
    func `a bad file gets exactly the diagnostics beside it`(name: String) throws {
        let source = SourceText(name: name + ".yaml", bytes: try Fixture.bytes("\(Fixture.bad)/\(name).yaml"))
        let expected = String(decoding: try Fixture.bytes("\(Fixture.bad)/\(name).txt"), as: UTF8.self)
        #expect(throws: ConfigurationError.self) { try Configuration.parse(source) }
        #expect(Fixture.diagnostics(source) + "\n" == expected)
    }

    @Test func `the bad files are found`() {
        #expect(Fixture.names(in: Fixture.bad).count >= 75)
    }

    @Test func `a hundred faults are shown and the others counted`() {
        let keys = (0..<150).map { "unknown_\($0): 1" }.joined(separator: "\n")
        let lines = Fixture.diagnostics(SourceText(name: "f", text: keys)).split(separator: "\n")
        #expect(lines.count { $0.contains("error: ") } == 100)
        #expect(lines.last == "note: 50 more are not shown")
    }
}
