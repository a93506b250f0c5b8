// SPDX-License-Identifier: Apache-2.0
import ProviderSDK
import Testing

@testable import NVENC

@Suite struct RecipeTests {
    private func recipe(_ encoder: String, _ survey: CodecSurvey) throws -> Recipe {
        let model = try #require(EncoderModel.all.first { $0.id == encoder })
        return .nvenc(model, on: .geForce(), survey)
    }

    private func binding(_ property: String, in recipe: Recipe) throws -> Binding {
        try #require(recipe.bindings.first { $0.property == property })
    }

    @Test func `H.264 comes out as constrained baseline with parameter sets at every keyframe`() throws {
        let recipe = try recipe("nvh264enc", .make("h264"))
        #expect(
            recipe.stages.map { $0.factory.isEmpty ? $0.caps : $0.factory } == [
                "videoconvert", "video/x-raw,format=NV12,colorimetry=bt709", "nvh264device1enc", "h264parse",
                "video/x-h264,stream-format=byte-stream,alignment=au,profile=constrained-baseline",
            ])
        #expect(recipe.stages[3].properties == [.init(name: "config-interval", value: "-1")])
    }

    @Test(arguments: [
        ("nvh264enc", "rc-mode", "constqp", "bframes", "zerolatency"),
        ("nvcudah264enc", "rate-control", "cqp", "b-frames", "zero-reorder-delay"),
    ])
    func `each generation's own spelling is used`(
        encoder: String, rateControl: String, constant: String, frames: String, latency: String
    ) throws {
        let recipe = try recipe(encoder, .make("h264"))
        let control = try binding(rateControl, in: recipe)
        #expect(control.parameter == .rateControl && control.map.last?.to == constant)
        let properties = recipe.stages[2].properties
        #expect(properties.filter { !$0.isOptional }.map(\.name) == [latency, frames, "rc-lookahead"])
        #expect(properties.filter(\.isOptional).map(\.name) == ["tune", "cabac"])
    }

    @Test func `properties that the GPU does not bring are not set`() throws {
        let bare = CodecSurvey(codec: "h264")
        let recipe = try recipe("nvh264enc", bare)
        #expect(recipe.stages[2].properties.filter { !$0.isOptional }.map(\.name) == ["zerolatency"])
        #expect(!recipe.bindings.contains { $0.property == "vbv-buffer-size" })
    }

    @Test func `old presets come before new ones, and both are optional`() throws {
        let presets = try recipe("nvh264enc", .make("h264")).bindings.filter { $0.property == "preset" }
        #expect(presets.map { $0.map.first?.to } == ["low-latency-hp", "p1"])
        #expect(presets.allSatisfy { $0.isOptional })
    }

    @Test func `a driver without old presets is offered to no element that knows no others`() throws {
        var survey = CodecSurvey.make("h264")
        survey.presets = PresetSurvey(old: false, new: true)
        let recipe = try recipe("nvh264enc", survey)
        #expect(recipe.stages[2].properties.contains(.init(name: "preset", value: "p4")))
        #expect(recipe.bindings.filter { $0.property == "preset" }.map { $0.map.first?.to } == ["p1"])
        survey.presets = PresetSurvey(old: false, new: false)
        #expect(try !self.recipe("nvh264enc", survey).stages[2].properties.contains { $0.name == "preset" })
    }

    @Test func `a GPU is offered under each name that its element may have, and known by CUDA's number`() throws {
        let model = try #require(EncoderModel.all.first)
        #expect(model.names(of: 0, among: 1) == ["nvh264enc"])
        #expect(model.names(of: 2, among: 3) == ["nvh264device2enc", "nvh264device1enc", "nvh264enc"])
        let stage = Recipe.nvenc(model, on: .geForce(2), .make("h264")).stages[2]
        #expect(stage.place == .init(property: "cuda-device-id", value: "2"))
        #expect([stage.factory] + stage.alternatives == model.names(of: 2, among: 3))
    }

    @Test func `keyframes on request only, and a buffer in kbit`() throws {
        let recipe = try recipe("nvh265enc", .make("h265"))
        #expect(try binding("gop-size", in: recipe).map == [.init(from: "0", to: "-1")])
        let buffer = try binding("vbv-buffer-size", in: recipe)
        #expect(buffer.parameter == .bitrate && buffer.factor == .buffer && buffer.denominator == 1000)
    }

    @Test func `the encoders are all of NVENC's but those that pick a GPU by themselves`() {
        #expect(
            NVENCProvider().encoders.map(\.id) == [
                "nvh264enc", "nvh265enc", "nvav1enc", "nvcudah264enc", "nvcudah265enc",
            ])
        let names = EncoderModel.all.flatMap { $0.names(of: 1, among: 4) }
        #expect(!names.contains { $0.contains("autogpu") })
    }
}
