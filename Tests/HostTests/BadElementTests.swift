// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import FoundationEssentials
import HostConfig
import Media
import Pipelines
import Processes
import Testing

@testable import Host

/// Configurations that YAML and the schema let pass, and the installed elements do not; with the real worker.
@Suite struct BadElementTests {
    private static let folder =
        #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/BadElements"
    private static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }()

    @Test func `there are bad files`() { #expect(Self.names.count >= 12) }

    @Test(arguments: names)
    func `a bad file gets exactly the diagnostics beside it`(name: String) async throws {
        let text = try String(contentsOfFile: "\(Self.folder)/\(name).yaml", encoding: .utf8)
        let expected = try String(contentsOfFile: "\(Self.folder)/\(name).txt", encoding: .utf8)
        let source = SourceText(name: name + ".yaml", text: text)
        let (configuration, diagnostics) = try Configuration.parse(source)
        #expect(diagnostics.isEmpty)
        let screen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))
        let pipelines = try configuration.video.pipelines.map { try $0.evaluated(for: screen) }
        let findings = await ElementCheck(
            worker: try WorkerExecutable.locate(), deadlineMilliseconds: 120_000
        ).findings(
            in: pipelines, display: ":0", screen: screen)
        #expect(findings.map(\.diagnostic).rendered + "\n" == expected)
        #expect(findings.contains { $0.diagnostic.severity == .error })
        #expect(findings.allSatisfy { $0.diagnostic.location != nil && $0.pipeline != nil })
    }
}
