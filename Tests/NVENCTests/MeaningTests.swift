// SPDX-License-Identifier: Apache-2.0
import ProviderSDK
import Testing

@testable import NVENC

@Suite struct MeaningTests {
    @Test(arguments: [
        (NVIDIAInventory(gpus: []), "no-nvidia-gpu"),
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
        let note = try #require(Meaning.ofSurvey(.failed(failure), .geForce).notes.first)
        #expect(note.code == code && note.device == "pci:0000:01:00.0")
        #expect(note.text.contains("words"))
    }

    @Test(arguments: [
        ("NVIDIA A100-SXM4-40GB MIG 1g.5gb", 575, "MIG"), ("NVIDIA H100 80GB HBM3", 575, "H100"),
        ("NVIDIA GeForce GT 1030", 535, "GT 1030"), ("NVIDIA GeForce RTX 4090", 575, "container"),
        ("NVIDIA GeForce RTX 4090", 565, "This GPU has no encoder"),
        ("NVIDIA GeForce RTX 4090", 610, "This GPU has no encoder"),
        ("NVIDIA RTX A3000 Laptop GPU", 535, "This GPU has no encoder"),
    ])
    func `no engine has two meanings, told apart as far as name and release allow`(
        name: String, release: Int, hint: String
    ) {
        var gpu = GPUSurvey.failed(.encoder(function: "nvEncOpenEncodeSessionEx", status: 2, words: ""))
        gpu.name = name
        var inventory = NVIDIAInventory.geForce
        inventory.moduleVersion = "\(release).10"
        let note = Meaning.ofSurvey(gpu, inventory).notes.first
        #expect(note?.code == "nvenc-no-engine")
        #expect(note?.hint?.contains(hint) == true, "\(note?.hint ?? "")")
    }

    @Test func `versions are packed as the driver packs them`() {
        let api = APIVersion(packed: 0xc1)
        #expect(api == APIVersion(major: 12, minor: 1))
        #expect(api.structure(2) == 0x7102_000c)
        #expect(APIVersion.spoken == APIVersion.spoken.sorted(by: >))
    }
}
