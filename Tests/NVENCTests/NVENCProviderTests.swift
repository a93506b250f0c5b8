// SPDX-License-Identifier: Apache-2.0
import ProviderSDK
import Testing

@testable import NVENC

/// The provider on made-up machines, with doubles of NVIDIA's libraries that are real shared libraries.
@Suite struct NVENCProviderTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func addGPU() throws {
        let device = "sys/bus/pci/devices/0000:0a:00.0"
        try scratch.write("0x10de\n", to: "\(device)/vendor")
        try scratch.write("0x030000\n", to: "\(device)/class")
        try scratch.link("\(device)/driver", to: "../../drivers/nvidia")
        try scratch.write("", to: "\(device)/drm/renderD130/dev")
        try scratch.write("0x10de\n", to: "sys/bus/pci/devices/0000:0a:00.1/vendor")
        try scratch.write("0x040300\n", to: "sys/bus/pci/devices/0000:0a:00.1/class")
        try scratch.write(
            "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12 19:39:15 UTC 2024\nGCC\n",
            to: "proc/driver/nvidia/version")
        try scratch.write("", to: "dev/nvidiactl")
    }

    private func probe(_ libraries: NVENCProvider.Libraries, devices: Set<String> = []) -> [ProbeReport
        .Record]
    {
        let provider = NVENCProvider(tree: SystemTree(root: scratch.path), libraries: libraries)
        var records: [ProbeReport.Record] = []
        provider.probe(
            ProbeReport(devices: devices) {
                records.append($0)
                return true
            })
        return records
    }

    private func doubles(cuda: String? = nil, encoder: String? = nil) throws -> NVENCProvider.Libraries {
        NVENCProvider.Libraries(
            cuda: try scratch.library("libcuda.so.1", NVENCDouble.cuda, defining: cuda),
            encoder: try scratch.library("libnvidia-encode.so.1", NVENCDouble.encoder, defining: encoder))
    }

    /// What the doubles count as open: contexts and sessions that nobody destroyed.
    private func open(in library: String) throws -> Int32 {
        let count: @convention(c) () -> Int32 = try SharedLibrary(library).function("double_open")
        return count()
    }

    @Test func `a GPU's answers come through both libraries as offers, and nothing stays open`() throws {
        try addGPU()
        let libraries = try doubles()
        let records = probe(libraries)
        #expect(records.offers.map(\.encoder) == ["nvh264enc", "nvav1enc", "nvcudah264enc"])
        #expect(records.offer("nvh264enc")?.limits.maximumWidth == 4096)
        #expect(records.offer("nvav1enc")?.limits.maximumWidth == 8192)
        #expect(records.notes.map(\.code) == ["not-supported", "not-supported"])
        #expect(records.notes.first?.text.contains("NVENC 12.1") == true)
        let device = Device(
            id: "pci:0000:0a:00.0", name: "Double RTX", driver: "NVIDIA 535.183.01",
            node: "/dev/dri/renderD130")
        #expect(records.devices.last == device)
        #expect(try open(in: libraries.encoder) == 0)
        #expect(try open(in: libraries.cuda) == 0)
    }

    @Test func `a session that fails to open is destroyed as well`() throws {
        try addGPU()
        let libraries = try doubles(encoder: "FULL")
        let records = probe(libraries)
        let note = try #require(records.notes.first)
        #expect(records.notes.count == 1 && records.offers.isEmpty)
        #expect(note.code == "nvenc-session-limit" && note.device == "pci:0000:0a:00.0")
        #expect(note.text.contains("said by the double"))
        #expect(try open(in: libraries.encoder) == 0)
    }

    @Test func `CUDA's refusal is the reason for all encoders`() throws {
        try addGPU()
        let records = probe(try doubles(cuda: "MISMATCH"))
        #expect(records.notes.map(\.code) == ["cuda-803"])
        #expect(records.notes.first?.encoder == nil && records.notes.first?.device == nil)
    }

    @Test func `each missing library is a reason of its own`() throws {
        try addGPU()
        var libraries = try doubles()
        libraries.encoder = "libnvidia-encode-of-no-machine.so.1"
        #expect(probe(libraries).notes.map(\.code) == ["no-libnvidia-encode"])
        libraries.cuda = "libcuda-of-no-machine.so.1"
        #expect(probe(libraries).notes.map(\.code) == ["no-libcuda"])
    }

    @Test func `a device that was not asked for is not touched`() throws {
        try addGPU()
        let libraries = try doubles()
        let records = probe(libraries, devices: ["pci:0000:01:00.0"])
        #expect(records.notes.map(\.code) == ["no-device"])
        #expect(records.devices.isEmpty)
    }

    @Test func `a machine with nothing has one reason for all`() {
        let records = probe(NVENCProvider.Libraries())
        #expect(records.notes.map(\.code) == ["no-nvidia-gpu"])
        #expect(records.count == 1)
    }
}
