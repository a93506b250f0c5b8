// SPDX-License-Identifier: Apache-2.0
import HostConfig
import Reports
import Testing

@testable import serval

@Suite struct ConfigurationReportTests {
    private func display(_ environment: [String: String], _ display: String?) throws -> ConfigurationReport.Entry? {
        ConfigurationReport(try LoadedConfiguration(file: nil, environment: environment), display: display)
            .values.first { $0.key == "capture.video.display" }
    }

    @Test func `DISPLAY is the last resort`() throws {
        let configured = try display(["NEKO_CAPTURE_VIDEO_DISPLAY": ":3"], ":5")
        #expect(configured?.value == .text(":3"))
        #expect(configured?.origin.name == "NEKO_CAPTURE_VIDEO_DISPLAY")
        let last = try display([:], ":5")
        #expect(last?.value == .text(":5"))
        #expect(last?.origin == .init(.environment, name: "DISPLAY"))
        for nothing in [nil, ""] {
            #expect(try display([:], nothing)?.value == .null)
            #expect(try display([:], nothing)?.origin.kind == .builtIn)
        }
    }
}
