// SPDX-License-Identifier: Apache-2.0
import Glibc
import ProviderSDK
import Testing

@testable import VAAPI

/// The provider on made-up machines, with doubles of libva that are real shared libraries.
@Suite struct VAAPIProviderTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// `/dev/null` serves as render node: it opens, and is a character device, of the major 1.
    private func addNode(_ number: Int, at address: String, driver: String = "i915") throws {
        try scratch.link("dev/dri/renderD\(number)", to: "/dev/null")
        try addToSysfs(number, at: address, driver: driver)
    }

    private func addToSysfs(_ number: Int, at address: String, driver: String) throws {
        let device = "sys/devices/\(address)"
        try scratch.write("0x8086\n", to: "\(device)/vendor")
        try scratch.write("0x9a49\n", to: "\(device)/device")
        try scratch.link("\(device)/driver", to: "../../bus/pci/drivers/\(driver)")
        try scratch.link("\(device)/subsystem", to: "../../bus/pci")
        try scratch.link("sys/class/drm/renderD\(number)/device", to: "../../../devices/\(address)")
    }

    private func probe(
        _ libraries: VALibrary.Paths = VALibrary.Paths(), devices: Set<String> = []
    ) -> [ProbeReport.Record] {
        let provider = VAAPIProvider(tree: SystemTree(root: scratch.path), libraries: libraries, drmMajor: 1)
        var records: [ProbeReport.Record] = []
        provider.probe(
            ProbeReport(devices: devices) {
                records.append($0)
                return true
            })
        return records
    }

    private func doubles(defining macro: String? = nil) throws -> VALibrary.Paths {
        VALibrary.Paths(
            va: try scratch.library("libva.so.2", VADouble.va, defining: macro),
            drm: try scratch.library("libva-drm.so.2", VADouble.drm))
    }

    @Test func `a driver's answers come through libva as offers`() throws {
        try addNode(128, at: "0000:00:02.0")
        let records = probe(try doubles())
        #expect(records.offers.map(\.encoder) == ["vah264enc", "vah264lpenc", "vaapih264enc"])
        let limits = try #require(records.offer("vah264enc")).limits
        #expect(limits.maximumWidth == 4096 && limits.maximumHeight == 2304)
        #expect(limits.rateControls == ["cbr", "cq"])
        #expect(records.devices.last?.driver == "iHD 1.2.3")
        #expect(records.code("vavp9enc") == "not-supported")
    }

    @Test func `a driver that does not start is told in libva's words, and never called again`() throws {
        try addNode(128, at: "0000:00:02.0")
        let records = probe(try doubles(defining: "NO_DRIVER"))
        #expect(records.offers.isEmpty)
        let note = try #require(records.notes.first)
        #expect(note.code == "va-driver-failed" && note.device == "pci:0000:00:02.0")
        #expect(note.text.contains("Trying to open /double/iHD_drv_video.so"))
        #expect(note.text.contains("init failed"))
    }

    @Test func `a missing libva is the reason for all encoders`() throws {
        try addNode(128, at: "0000:00:02.0")
        let records = probe(VALibrary.Paths(va: "libva-of-no-machine.so.2"))
        let note = try #require(records.notes.first)
        #expect(note.code == "no-libva" && note.encoder == nil && note.device == nil)
        #expect(note.text.contains("libva-of-no-machine.so.2"))
    }

    /// The build needs libva's headers, and Debian's package of them brings the libraries.
    @Test func `the real libva has every function, and refuses what is no DRM node`() throws {
        try addNode(128, at: "0000:00:02.0")
        #expect(probe().notes.map(\.code) == ["no-va-display"])
    }

    @Test func `nodes are taken in numeric order across gaps, and named by their bus`() throws {
        try addNode(1000, at: "0000:09:00.0")
        try addNode(129, at: "0000:03:00.0", driver: "amdgpu")
        let nodes = RenderNodeInventory(reading: SystemTree(root: scratch.path), drmMajor: 1).nodes
        #expect(nodes.map(\.number) == [129, 1000])
        #expect(nodes.map(\.deviceID) == ["pci:0000:03:00.0", "pci:0000:09:00.0"])
        #expect(nodes.map(\.kernelDriver) == ["amdgpu", "i915"])
        #expect(nodes.allSatisfy { $0.access == .granted })
    }

    @Test func `the second GPU is reached by its node's name`() throws {
        try addNode(128, at: "0000:00:02.0")
        try addNode(129, at: "0000:03:00.0")
        let second = probe(try doubles()).offers.filter { $0.deviceID == "pci:0000:03:00.0" }
        #expect(
            second.map { $0.recipe.stages[2].factory } == ["varenderD129h264enc", "varenderD129h264lpenc"])
    }

    @Test func `only the devices that were asked for are touched`() throws {
        try addNode(128, at: "0000:00:02.0")
        try addNode(129, at: "0000:03:00.0")
        let records = probe(try doubles(), devices: ["pci:0000:03:00.0"])
        #expect(Set(records.devices.map(\.id)) == ["pci:0000:03:00.0"])
        #expect(records.offer("vah264enc")?.recipe.stages[2].factory == "varenderD129h264enc")
    }

    @Test func `a node that the kernel has and the container lacks is told`() throws {
        try addToSysfs(128, at: "0000:00:02.0", driver: "i915")
        let records = probe()
        #expect(records.notes.map(\.code) == ["node-missing"])
        #expect(records.devices.map(\.id) == ["pci:0000:00:02.0"])
    }

    @Test func `a file in a render node's place is not opened as one`() throws {
        try scratch.write("", to: "dev/dri/renderD128")
        #expect(probe().notes.map(\.code) == ["no-drm"])
    }

    @Test func `a machine with nothing has one reason for all`() throws {
        #expect(probe().notes.map(\.code) == ["no-drm"])
        #expect(probe().count == 1)
    }
}
