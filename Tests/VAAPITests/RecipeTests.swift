// SPDX-License-Identifier: Apache-2.0
import CVA
import ProviderSDK
import Testing

@testable import VAAPI

@Suite struct RecipeTests {
    private func recipe(_ encoder: String, _ survey: DriverSurvey = .intel) throws -> Recipe {
        try #require(Meaning.ofSurvey(survey, on: .make(), position: 0).offer(encoder)).recipe
    }

    private func binding(_ property: String, in recipe: Recipe) throws -> Binding {
        try #require(recipe.bindings.first { $0.property == property })
    }

    @Test func `H.264 comes out as constrained baseline with parameter sets at every keyframe`() throws {
        let recipe = try recipe("vah264enc")
        #expect(
            recipe.stages.map { $0.factory.isEmpty ? $0.caps : $0.factory } == [
                "videoconvert", "video/x-raw,format=NV12,colorimetry=bt709", "varenderD128h264enc", "h264parse",
                "video/x-h264,stream-format=byte-stream,alignment=au,profile=constrained-baseline",
            ])
        let fixed = Dictionary(uniqueKeysWithValues: recipe.stages[2].properties.map { ($0.name, $0.value) })
        #expect(fixed == ["b-frames": "0", "ref-frames": "1", "dct8x8": "false", "cabac": "false"])
        #expect(recipe.stages[3].properties == [.init(name: "config-interval", value: "-1")])
    }

    @Test func `keyframes on request only become the longest interval that the element takes`() throws {
        let interval = try binding("key-int-max", in: recipe("vah264enc"))
        #expect(interval.map == [.init(from: "0", to: "1024")])
        #expect(interval.maximum == 1024)
    }

    @Test func `the buffer is the shortest that the element does not replace by two seconds`() throws {
        let buffer = try binding("cpb-size", in: recipe("vah264enc"))
        #expect(buffer.parameter == .bitrate && buffer.denominator == 2 && buffer.live)
    }

    @Test func `a rate control that the driver lacks falls to the nearest one`() throws {
        let vbr = try binding("rate-control", in: recipe("vah265enc"))
        #expect(vbr.map.map(\.to) == ["vbr", "vbr", "cqp"])
        let constant = try binding("rate-control", in: recipe("vah265lpenc"))
        #expect(constant.map.map(\.to) == ["cqp", "cqp", "cqp"])
    }

    @Test func `without any rate control the property is left alone`() throws {
        var survey = DriverSurvey.radeon
        survey.capabilities[0].rateControls = nil
        let recipe = try recipe("vah264enc", survey)
        #expect(!recipe.bindings.contains { $0.property == "rate-control" })
    }

    @Test func `the old plugin is tuned for low power only where nothing else is there`() throws {
        let both = try recipe("vaapih264enc").stages[2].properties
        #expect(!both.contains { $0.name == "tune" })
        let survey = DriverSurvey(
            vendor: DriverSurvey.intel.vendor,
            capabilities: [DriverSurvey.encoding(VAProfileVP9Profile0, VAEntrypointEncSliceLP)])
        let single = try recipe("vaapivp9enc", survey).stages[2].properties
        #expect(single == [.init(name: "tune", value: "low-power")])
    }

    @Test(arguments: [("vah264enc", "1.22"), ("vaav1enc", "1.24"), ("vavp8enc", "1.26"), ("vaapih264enc", "")])
    func `the GStreamer that an element came with is known`(encoder: String, version: String) throws {
        let model = try #require(EncoderModel.all.first { $0.id == encoder })
        #expect(model.since == version)
    }

    @Test func `pictures of VP9 refer to earlier ones alone`() throws {
        let survey = DriverSurvey(
            vendor: DriverSurvey.intel.vendor, capabilities: [DriverSurvey.encoding(VAProfileVP9Profile0)])
        let properties = try recipe("vavp9enc", survey).stages[2].properties
        #expect(properties == [.init(name: "hierarchical-level", value: "1")])
    }

    @Test func `VP8 is converted to the matrix that its decoders assume`() throws {
        let survey = DriverSurvey(
            vendor: DriverSurvey.intel.vendor, capabilities: [DriverSurvey.encoding(VAProfileVP8Version0_3)])
        #expect(try recipe("vavp8enc", survey).stages[1].caps.contains("colorimetry=bt601"))
    }

    @Test func `the encoders are all of both plugins' that browsers can use`() {
        #expect(
            Set(VAAPIProvider().encoders.map(\.id)) == [
                "vavp8enc", "vavp9enc", "vavp9lpenc", "vaav1enc", "vaav1lpenc", "vah264enc", "vah264lpenc",
                "vah265enc", "vah265lpenc", "vaapivp8enc", "vaapivp9enc", "vaapih264enc", "vaapih265enc",
            ])
    }
}
