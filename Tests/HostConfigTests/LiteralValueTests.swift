// SPDX-License-Identifier: Apache-2.0
import HostConfig
import Testing

struct LiteralValueTests {
    private func parameters(_ written: String) throws -> [ElementParameter] {
        let text = "capture: {video: {pipelines: {a: {gst_encoder: x, gst_params: {p: \(written)}}}}}"
        return try Configuration.make(text).video.pipelines[0].parameters
    }

    @Test(arguments: [
        ("4", "4", LiteralValue.Kind.integer(4)), ("-5", "-5", .integer(-5)),
        ("1_000", "1000", .integer(1000)),
        ("0x10", "16", .integer(16)), ("3072000", "3072000", .integer(3_072_000)),
        ("0.5", "0.5", .decimal(0.5)), ("1e3", "1000", .decimal(1000)),
        ("4096.0", "4096", .decimal(4096)),
        ("true", "true", .boolean(true)), ("TRUE", "true", .boolean(true)),
        ("false", "false", .boolean(false)),
        ("'4'", "4", .text), ("yes", "yes", .text), ("017", "017", .text), ("cbr", "cbr", .text),
        ("low-latency-hq", "low-latency-hq", .text), ("'\"low-latency-hq\"'", "low-latency-hq", .text),
        ("'`a b`'", "a b", .text), ("zerolatency+fastdecode", "zerolatency+fastdecode", .text),
        ("\"vbv-maxrate=4096:vbv-bufsize=4096\"", "vbv-maxrate=4096:vbv-bufsize=4096", .text),
        ("!!str 4", "4", .text), ("30/1", "30/1", .text), ("größe", "größe", .text),
    ])
    func `a value keeps its kind`(written: String, property: String, kind: LiteralValue.Kind) throws {
        let value = try #require(try parameters(written).first?.value)
        #expect(value.propertyText == property)
        #expect(value.kind == kind)
    }

    @Test(arguments: ["", "~", "null", "''"])
    func `a parameter without a value is left out`(written: String) throws {
        #expect(try parameters(written).isEmpty)
    }

    @Test(arguments: [
        "(3072 * 4)", "width", "'fps * 2'", "round(2.5)", "\"height / 2\"", "'\"a\" + \"b\"'", "3072 * 4",
        "1 + 2",
    ])
    func `an expression is refused`(written: String) {
        #expect(throws: ConfigurationError.self) { try parameters(written) }
    }
}
