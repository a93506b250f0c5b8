// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Testing

/// Where a part of a value stands in the file, for each way of YAML to write a text.
@Suite struct ValuePlaceTests {
    /// The place of `mark` in the description of the only pipeline.
    private func place(of mark: String, in entry: String) throws -> String {
        let source = SourceText(name: "f", text: "capture:\n  video:\n    pipelines:\n      a: \(entry)\n")
        let pipeline = try #require(try Configuration.parse(source).configuration.video.pipelines.first)
        let text = try #require(pipeline.description)
        let start = try #require(text.firstRange(of: mark)).lowerBound
        let offset = text.unicodeScalars.distance(from: text.startIndex, to: start)
        let part = try #require(pipeline.location(of: .description))
            .part(offset..<offset + mark.unicodeScalars.count, of: text)
        return "\(part) \(part.text)"
    }

    @Test(arguments: [
        ("x ! mark ! appsink name=appsink", "f:4:14 mark"),
        ("'x ! mark ! appsink name=appsink'", "f:4:15 mark"),
        ("'it''s ! mark ! appsink name=appsink'", "f:4:19 mark"),
        (#""x \"a\" ! mark ! appsink name=appsink""#, "f:4:21 mark"),
        (#""x\t!\n mark ! appsink name=appsink""#, "f:4:18 mark"),
        ("|\n        x\n        ! mark\n        ! appsink name=appsink", "f:6:11 mark"),
        ("|-\n\n          x\n           ! mark\n          ! appsink name=appsink", "f:7:14 mark"),
        (">2- # a comment\n        x\n        ! mark\n\n        ! appsink name=appsink", "f:6:11 mark"),
        ("x\n        ! mark\n        ! appsink name=appsink", "f:5:11 mark"),
        ("&anchor x ! mark ! appsink name=appsink", "f:4:22 mark"),
        ("!!str x ! mark ! appsink name=appsink", "f:4:20 mark"),
        ("{gst_pipeline: 'größe ! mark ! appsink name=appsink'}", "f:4:34 mark"),
    ])
    func `a part has its own place`(entry: String, place: String) throws {
        #expect(try self.place(of: "mark", in: entry) == place)
    }

    @Test(arguments: ["\\x78", "\\u0078"])
    func `behind an escape the place is that of the value`(escape: String) throws {
        let place = try place(of: "mark", in: "\"\(escape) ! mark ! appsink name=appsink\"")
        #expect(place.hasPrefix("f:4:10 "))
    }
}
