// SPDX-License-Identifier: Apache-2.0
import Glibc
import ProviderSDK
import Testing

@testable import VAAPI

@Suite struct MeaningTests {
    @Test func `a machine without any GPU is told so`() {
        let note = Meaning.ofNoNode(RenderNodeInventory(nodes: []))
        #expect(note.code == "no-drm")
        #expect(note.text.contains("no display controller"))
        #expect(note.encoder == nil && note.device == nil)
    }

    @Test func `a GPU without a render node is named, with its driver`() {
        let controller = RenderNodeInventory.DisplayController(
            address: "0000:00:02.0", kernelDriver: "simpledrm")
        let note = Meaning.ofNoNode(RenderNodeInventory(nodes: [], displayControllers: [controller]))
        #expect(note.code == "no-drm")
        #expect(note.text.contains("0000:00:02.0") && note.text.contains("simpledrm"))
    }

    @Test(arguments: [
        (ENOENT, "node-missing", "--device /dev/dri"), (EACCES, "no-permission", "--group-add 105"),
        (EPERM, "no-permission", "--device"), (ENODEV, "device-gone", "dmesg"),
        (ENXIO, "device-gone", "dmesg"),
    ])
    func `each way of being refused has its own reason`(code: Int32, expected: String, hint: String) throws {
        let group = RenderNode.Group(id: 105, name: "render")
        let node = RenderNode.make(access: .refused(errno: code, group: group))
        let note = try #require(Meaning.ofAccess(to: node))
        #expect(note.code == expected)
        #expect(note.hint?.contains(hint) == true)
        #expect(note.device == "pci:0000:00:02.0")
    }

    @Test func `a group without a name is told by its number, and nobody is asked to join it`() throws {
        let group = RenderNode.Group(id: 992, name: "")
        let note = try #require(Meaning.ofAccess(to: .make(access: .refused(errno: EACCES, group: group))))
        #expect(note.text.hasSuffix("it belongs to group 992"))
        #expect(note.hint?.contains("--group-add 992") == true && note.hint?.contains("usermod") == false)
    }

    @Test func `a node that opens has nothing to be told`() {
        #expect(Meaning.ofAccess(to: .make()) == nil)
    }

    @Test(arguments: [
        (["libva error: /dri/iHD_drv_video.so has no function __vaDriverInit_1_0"], "va-driver-version"),
        (["libva error: /dri/iHD_drv_video.so init failed"], "va-driver-failed"),
        (["libva info: va_openDriver() returns -1"], "no-va-driver"), ([], "no-va-driver"),
    ])
    func `libva's own words tell why a driver did not start`(messages: [String], code: String) {
        let note = Meaning.ofFailure(.initialize(status: -1, messages: messages), on: .make())
        #expect(note.code == code)
        #expect(note.text.contains("0xffffffff"))
        #expect(messages.allSatisfy(note.text.contains))
    }

    @Test(arguments: [
        ("i915", "intel-media-va-driver"), ("xe", "LIBVA_DRIVER_NAME=iHD"), ("amdgpu", "mesa-va-drivers"),
        ("virtio_gpu", "virtual GPU"), ("nvidia", "NVENC"),
    ])
    func `the hint for a missing driver depends on the GPU`(driver: String, hint: String) {
        let note = Meaning.ofFailure(.initialize(status: -1, messages: []), on: .make(driver: driver))
        #expect(note.hint?.contains(hint) == true)
    }

    @Test func `a forced driver is named first when it does not start`() {
        let note = Meaning.ofFailure(
            .initialize(status: -1, messages: []), on: .make(), forcedDriver: "i965")
        #expect(note.hint?.contains("LIBVA_DRIVER_NAME=i965") == true)
    }
}
