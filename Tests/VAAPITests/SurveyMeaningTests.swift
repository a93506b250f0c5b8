// SPDX-License-Identifier: Apache-2.0
import CVA
import ProviderSDK
import Testing

@testable import VAAPI

@Suite struct SurveyMeaningTests {
    @Test func `every encoder has an offer or a reason`() {
        for survey in [DriverSurvey.intel, .radeon, DriverSurvey(vendor: "", capabilities: [])] {
            let records = Meaning.ofSurvey(survey, on: .make(), position: 0)
            for model in EncoderModel.all {
                let offered = records.offer(model.id) != nil
                #expect(offered != records.notes.contains { $0.encoder == model.id && $0.severity == .error })
            }
        }
    }

    @Test func `low power without rate control is offered for constant quality, with a warning`() throws {
        let records = Meaning.ofSurvey(.intel, on: .make(), position: 0)
        #expect(records.offer("vah265lpenc")?.limits.rateControls == ["cq"])
        let note = try #require(records.notes.first { $0.encoder == "vah265lpenc" })
        #expect(note.code == "constant-quality-only" && note.severity == .warning)
        #expect(note.hint?.contains("HuC") == true)
    }

    @Test func `Mesa that decodes H_264 is not taken for a stripped one, whatever else it lacks`() {
        let survey = DriverSurvey(
            vendor: DriverSurvey.radeon.vendor, capabilities: [DriverSurvey.decoding(VAProfileH264Main)])
        let records = Meaning.ofSurvey(survey, on: .make(driver: "amdgpu"), position: 0)
        #expect(records.code("vah264enc") == "not-supported" && records.code("vah265enc") == "not-supported")
    }

    @Test func `a GPU that is not the first is offered under both of its names, and not through the old plugin`() {
        let records = Meaning.ofSurvey(.radeon, on: .make(129), position: 1)
        let stages = records.offers.compactMap { $0.recipe.stages.first { $0.kind == .encoder } }
        #expect(stages.map(\.factory) == ["varenderD129h264enc", "varenderD129h265enc"])
        #expect(stages.map(\.alternatives) == [["vah264enc"], ["vah265enc"]])
        #expect(
            stages.allSatisfy { $0.place == .init(property: "device-path", value: "/dev/dri/renderD129") })
        #expect(records.code("vaapih264enc") == "one-device-only")
    }
}
