// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Media
import Testing

@testable import Reports

/// The JSON contract: names and nulls that scripts rely on.
@Suite struct ContractTests {
    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func `an encoder that found no device has nulls, not missing keys`() throws {
        let encoder = EncodersReport.Encoder(
            codec: .h264, encoder: "vah264enc", provider: "org.serval.vaapi", kind: .hardware, device: nil,
            element: "vah264enc", state: .unavailable, reason: Reason("no-drm", "there is no /dev/dri"), limits: nil)
        #expect(
            try json(EncodersReport(providers: [], encoders: [encoder])) == """
                {"encoders":[{"codec":"h264","device":null,"element":"vah264enc","encoder":"vah264enc","kind":"hardware",\
                "limits":null,"provider":"org.serval.vaapi","reason":{"code":"no-drm","hint":null,"text":"there is no \\/dev\\/dri"},\
                "state":"unavailable","trial":null}],"providers":[],"schema":1}
                """)
    }

    @Test func `a plan names its screen, its choice and its error`() throws {
        let pipeline = PlanReport.Pipeline(
            id: "main", codec: .vp8, selection: .auto, description: "d",
            chosen: .init(provider: "p", encoder: "vp8enc", device: "cpu"), candidates: [], error: nil)
        let screen = Screen(resolution: Resolution(width: 2, height: 4), rate: FrameRate(30))
        #expect(
            try json(PlanReport(screen: screen, pipelines: [pipeline])) == """
                {"pipelines":[{"candidates":[],"chosen":{"device":"cpu","encoder":"vp8enc","provider":"p"},"codec":"vp8",\
                "description":"d","error":null,"id":"main","selection":"auto"}],"schema":1,\
                "screen":{"height":4,"rate":30,"width":2}}
                """)
    }
}
