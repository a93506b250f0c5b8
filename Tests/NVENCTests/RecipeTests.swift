// SPDX-License-Identifier: Apache-2.0
import ProviderSDK
import Testing

@testable import NVENC

@Suite struct RecipeTests {
    private func recipe(_ encoder: String, _ survey: CodecSurvey) throws -> Recipe {
        let model = try #require(EncoderModel.all.first { $0.id == encoder })
        return .nvenc(model, factory: model.id, survey)
    }

    private func binding(_ property: String, in recipe: Recipe) throws -> Binding {
        try #require(recipe.bindings.first { $0.property == property })
    }

    @Test func `H.264 comes out as constrained baseline with parameter sets at every keyframe`() throws {
        let recipe = try recipe("nvh264enc", .make("h264"))
        #expect(
            recipe.stages.map { $0.factory.isEmpty ? $0.caps : $0.factory } == [
                "videoconvert", "video/x-raw,format=NV12,colorimetry=bt709", "nvh264enc", "h264parse",
                "video/x-h264,stream-format=byte-stream,alignment=au,profile=constrained-baseline",
            ])
        #expect(recipe.stages[3].properties == [.init(name: "config-interval", value: "-1")])
    }

    @Test(arguments: [
        ("nvh264enc", "rc-mode", "bframes", "zerolatency"),
        ("nvcudah264enc", "rate-control", "b-frames", "zero-reorder-delay"),
    ])
    func `each generation's own spelling is used`(
        encoder: String, rateControl: String, frames: String, latency: String
    ) throws {
        let recipe = try recipe(encoder, .make("h264"))
        #expect(try binding(rateControl, in: recipe).parameter == .rateControl)
        #expect(recipe.stages[2].properties.map(\.name) == [latency, frames, "rc-lookahead"])
    }

    @Test func `properties that the GPU does not bring are not set`() throws {
        let bare = CodecSurvey(codec: "h264")
        let recipe = try recipe("nvh264enc", bare)
        #expect(recipe.stages[2].properties.map(\.name) == ["zerolatency"])
        #expect(!recipe.bindings.contains { $0.property == "vbv-buffer-size" })
    }

    @Test func `keyframes on request only, and a buffer in kbit`() throws {
        let recipe = try recipe("nvh265enc", .make("h265"))
        #expect(try binding("gop-size", in: recipe).map == [.init(from: "0", to: "-1")])
        let buffer = try binding("vbv-buffer-size", in: recipe)
        #expect(buffer.parameter == .bitrate && buffer.factor == .buffer && buffer.denominator == 1000)
    }
}
