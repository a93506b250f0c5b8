// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expressions
import FoundationEssentials
import HostConfig
import Media
import Pipelines
import Providers
import Testing

@testable import Host

/// Whole descriptions that neko made of its configurations, and what Serval makes of the same.
struct NekoDescriptionTests {
    @Test(arguments: [("pipeline-docs", 54), ("pipeline-open", 300)])
    func `neko's description is found to the letter, and so is where it fails`(name: String, count: Int) throws {
        let records = try PipelineRecord.all(in: name)
        #expect(records.count == count)
        for record in records {
            #expect(record.nekoDescription == record.full, "\(record.id)")
        }
    }

    @Test(arguments: ["pipeline-docs", "pipeline-open"])
    func `Serval runs what neko runs, with its repairs, or says why not`(name: String) throws {
        for record in try PipelineRecord.all(in: name) {
            guard let pipeline = try? record.configuration() else {
                #expect(!record.ok, "\(record.id)")
                continue
            }
            let planner = Planner(
                source: .display(record.display), screen: record.screen.screen, catalog: Catalog(providers: []),
                encoderThreads: 2)
            let plan = try #require(
                planner.plan(for: VideoConfiguration(ids: ["main"], pipelines: [pipeline])).pipelines.first)
            if let candidate = plan.candidates.first {
                #expect(record.ok, "\(record.id)")
                record.expectRepaired(candidate.start.description, of: pipeline)
            } else {
                #expect(plan.error?.code == "bad-expression", "\(record.id)")
                #expect(plan.report.error != nil && !plan.diagnostics.isEmpty, "\(record.id)")
            }
        }
    }
}

/// A configuration as neko had decoded it, with the description that it made.
private struct PipelineRecord: Decodable {
    struct Configuration: Decodable {
        var width, height, fps, gst_prefix, gst_encoder, gst_suffix, gst_pipeline: String?
        var gst_params: [String: String]?
        var show_pointer: Bool?
    }

    struct Display: Decodable {
        var width, height, rate: Int

        var screen: Screen {
            Screen(resolution: Resolution(width: width, height: height), rate: FrameRate(rate))
        }
    }

    var id: String
    var config: Configuration
    var screen: Display
    var display: String
    var ok: Bool
    var full: String?

    static func all(in name: String) throws -> [PipelineRecord] {
        let folder = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        let data = try Data(contentsOf: URL(filePath: "\(folder)/Corpora/\(name).jsonl"))
        let decoder = JSONDecoder()
        return try data.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(PipelineRecord.self, from: $0) }
    }

    /// Throws for what is no expression at all. neko does not look at a side without the other, or beside a description.
    func configuration() throws -> VideoPipelineConfiguration {
        func expression(_ text: String?) throws -> ConfiguredExpression? {
            guard let text, !text.isEmpty else { return nil }
            return try ConfiguredExpression(parsing: text)
        }
        func elements(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
        if let description = elements(config.gst_pipeline) {
            return VideoPipelineConfiguration(id: "main", codec: .h264, description: description)
        }
        let isScaled = elements(config.width) != nil && elements(config.height) != nil
        return VideoPipelineConfiguration(
            id: "main", codec: .h264, width: isScaled ? try expression(config.width) : nil,
            height: isScaled ? try expression(config.height) : nil, fps: try expression(config.fps),
            encoder: .element(config.gst_encoder ?? ""), prefix: elements(config.gst_prefix),
            suffix: elements(config.gst_suffix),
            parameters: try (config.gst_params ?? [:]).sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .compactMap { name, text in try expression(text).map { ElementParameter(name: name, value: $0) } },
            showPointer: config.show_pointer ?? false)
    }

    /// Nil where it fails.
    var nekoDescription: String? {
        guard let pipeline = try? configuration() else { return nil }
        return try? NekoDescription.text(of: pipeline, display: display, screen: screen.screen)
    }

    /// Ours has each property of neko's, whole numbers in plain digits, and even sides.
    func expectRepaired(_ description: String, of pipeline: VideoPipelineConfiguration) {
        guard pipeline.description == nil else { return }
        let head = "ximagesrc display-name=\(display) show-pointer=\(pipeline.showPointer) use-damage=false ! "
        #expect(description.hasPrefix(head) && description.hasSuffix(" ! appsink name=appsink"), "\(id)")
        let variables = Variables(width: screen.width, height: screen.height, fps: screen.rate)
        for parameter in pipeline.parameters {
            let text = try? parameter.value.expression.text(with: variables, form: .serval)
            let isPlain =
                text?.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-+".contains($0)) } ?? false
            if isPlain { #expect(description.contains(" \(parameter.name)=\(text ?? "")"), "\(id)") }
            #expect(description.contains(" \(parameter.name)="), "\(id)")
        }
        if let width = pipeline.width, let columns = try? width.expression.number(with: variables) {
            let even = max(2, Int(columns) & ~1)
            #expect(even == screen.width || description.contains("video/x-raw,width=\(even),height="), "\(id)")
        }
        let after = description.firstRange(of: "name=encoder").map { description[$0.upperBound...] } ?? ""
        let suffix = pipeline.suffix.map { $0.drop { $0 == "!" || $0 == " " } } ?? ""
        #expect(suffix.isEmpty || after.contains(suffix), "\(id)")
    }
}
