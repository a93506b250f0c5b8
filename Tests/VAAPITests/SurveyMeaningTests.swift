// SPDX-License-Identifier: Apache-2.0
import CVA
import ProviderSDK
import Testing

@testable import VAAPI

@Suite struct SurveyMeaningTests {
    @Test func `Intel offers both H.264 paths with their limits`() throws {
        let records = Meaning.ofSurvey(.intel, on: .make(), position: 0)
        let offer = try #require(records.offer("vah264enc"))
        #expect(offer.deviceID == "pci:0000:00:02.0")
        #expect(offer.limits.maximumWidth == 4096)
        #expect(offer.limits.rateControls == ["cbr", "vbr", "cq"])
        #expect(offer.limits.profiles == ["constrained-baseline", "main", "high"])
        #expect(records.offer("vah264lpenc")?.limits.profiles == ["constrained-baseline"])
        #expect(records.devices.last?.driver == "iHD 23.1.1")
        #expect(records.devices.last?.name == "Intel(R) Gen Graphics")
    }

    @Test func `every encoder has an offer or a reason`() {
        for survey in [DriverSurvey.intel, .radeon, .strippedRadeon, .navi24, .nvidia] {
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

    @Test func `AMD offers no low power and no VP9`() {
        let records = Meaning.ofSurvey(.radeon, on: .make(driver: "amdgpu", vendor: 0x1002), position: 0)
        #expect(records.offers.map(\.encoder) == ["vah264enc", "vah265enc", "vaapih264enc", "vaapih265enc"])
        #expect(records.code("vavp9enc") == "not-supported")
        #expect(records.devices.last?.driver == "Mesa 22.3.6")
        #expect(records.devices.last?.name == "AMD Radeon RX 6800")
    }

    @Test func `a stripped Mesa loses the stripped codecs alone`() {
        let records = Meaning.ofSurvey(.strippedRadeon, on: .make(driver: "amdgpu"), position: 0)
        #expect(records.code("vah264enc") == "codec-stripped")
        #expect(records.code("vah265enc") == "codec-stripped")
        #expect(records.offers.map(\.encoder) == ["vaav1enc"])
    }

    @Test func `a chip that only decodes is not taken for a stripped Mesa`() {
        let records = Meaning.ofSurvey(.navi24, on: .make(driver: "amdgpu"), position: 0)
        #expect(records.code("vah264enc") == "not-supported")
        #expect(records.notes.contains { $0.code == "decode-only" && $0.encoder == nil })
    }

    @Test func `NVIDIA's VA driver decodes only, and the reason names NVENC`() throws {
        let records = Meaning.ofSurvey(.nvidia, on: .make(driver: "nvidia"), position: 0)
        let note = try #require(records.notes.first { $0.encoder == nil })
        #expect(note.code == "decode-only")
        #expect(note.hint?.contains("NVENC") == true)
        #expect(records.offers.isEmpty)
    }

    @Test func `a second GPU has elements with its node's name, and none of the old plugin`() {
        let records = Meaning.ofSurvey(.radeon, on: .make(129), position: 1)
        let factories = records.offers.map { $0.recipe.stages.first { $0.kind == .encoder }?.factory }
        #expect(factories == ["varenderD129h264enc", "varenderD129h265enc"])
        #expect(records.code("vaapih264enc") == "one-device-only")
    }

    @Test func `a driver that takes no 8-bit 4:2:0 is not offered`() {
        var survey = DriverSurvey.radeon
        survey.capabilities[0].formats = UInt32(VA_RT_FORMAT_YUV420_10)
        let records = Meaning.ofSurvey(survey, on: .make(), position: 0)
        #expect(records.code("vah264enc") == "no-yuv420")
        #expect(records.offer("vah265enc") != nil)
    }
}
