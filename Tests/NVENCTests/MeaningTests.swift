// SPDX-License-Identifier: Apache-2.0
import ProviderSDK
import Testing

@testable import NVENC

@Suite struct MeaningTests {
    @Test func `a GeForce offers what its generation encodes`() throws {
        let records = Meaning.ofSurvey(.geForce(), .geForce, isFirst: true)
        #expect(
            records.offers.map(\.encoder) == ["nvh264enc", "nvh265enc", "nvcudah264enc", "nvcudah265enc"])
        #expect(records.code("nvav1enc") == "not-supported")
        let offer = try #require(records.offer("nvh264enc"))
        #expect(offer.limits.minimumWidth == 145 && offer.limits.maximumHeight == 4096)
        #expect(offer.limits.rateControls == ["cbr", "vbr", "cq"])
        let device = Device(
            id: "pci:0000:01:00.0", name: "NVIDIA GeForce RTX 3060", driver: "NVIDIA 535.183.01",
            node: "/dev/dri/renderD128")
        #expect(records.devices == [device])
    }

    @Test func `a second GPU has elements with CUDA's number`() {
        let records = Meaning.ofSurvey(.geForce(1), .geForce, isFirst: false)
        let factories = records.offers.map { $0.recipe.stages[2].factory }
        #expect(
            factories == [
                "nvh264device1enc", "nvh265device1enc", "nvcudah264device1enc", "nvcudah265device1enc",
            ])
    }

    @Test(arguments: [
        (NVIDIAInventory(gpus: []), "no-nvidia-gpu"),
        (
            NVIDIAInventory(gpus: [.init(address: "0000:01:00.0", kernelDriver: "nouveau", renderNode: "")]),
            "no-nvidia-driver"
        ),
        (NVIDIAInventory(gpus: [], moduleVersion: "535.183.01"), "no-nvidia-nodes"),
        (NVIDIAInventory(gpus: [], deviceFiles: ["nvidia0"]), "no-nvidia-nodes"),
    ])
    func `what is missing before any library is told first`(inventory: NVIDIAInventory, code: String) {
        #expect(Meaning.ofInventory(inventory)?.code == code)
    }

    @Test func `a driver that is there lets the probe go on`() {
        #expect(Meaning.ofInventory(.geForce) == nil)
    }

    @Test func `a container without video capability is told which value to change`() {
        var inventory = NVIDIAInventory.geForce
        inventory.containerCapabilities = "compute,utility"
        let note = Meaning.ofMissingEncoder(SharedLibrary.Failure(text: "not found"), inventory)
        #expect(note.code == "no-libnvidia-encode")
        #expect(note.hint?.contains("compute,utility") == true)
    }

    @Test(arguments: [
        (UInt32(100), "CUDA_VISIBLE_DEVICES"), (304, "container"), (802, "services"), (803, "reboot"),
        (999, "nvidia-uvm"),
    ])
    func `each of CUDA's refusals has its own hint`(code: UInt32, hint: String) {
        let note = Meaning.ofFailure(.cuda(function: "cuInit", code: code))
        #expect(note.code == "cuda-\(code)")
        #expect(note.hint?.contains(hint) == true)
        #expect(note.device == nil)
    }

    @Test(arguments: [
        (UInt32(1), "nvenc-no-engine"), (2, "nvenc-no-engine"), (10, "nvenc-out-of-memory"),
        (15, "nvidia-driver-too-old"), (18, "nvenc-busy"), (21, "nvenc-session-limit"), (99, "nvenc-99"),
    ])
    func `each of the encoder's refusals has its own meaning`(status: UInt32, code: String) throws {
        let failure = SurveyFailure.encoder(
            function: "nvEncOpenEncodeSessionEx", status: status, words: "words")
        let note = try #require(Meaning.ofSurvey(.failed(failure), .geForce, isFirst: true).notes.first)
        #expect(note.code == code && note.device == "pci:0000:01:00.0")
        #expect(note.text.contains("words"))
    }

    @Test func `versions are packed as the driver packs them`() {
        let api = APIVersion(packed: 0xc1)
        #expect(api == APIVersion(major: 12, minor: 1))
        #expect(api.structure(2) == 0x7102_000c)
        #expect(APIVersion.spoken == APIVersion.spoken.sorted(by: >))
    }
}
