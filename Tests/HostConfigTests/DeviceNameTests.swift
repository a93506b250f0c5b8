// SPDX-License-Identifier: Apache-2.0
import HostConfig
import Media
import Testing

struct DeviceNameTests {
    @Test(arguments: [
        ("pci:0000:03:00.0", "pci:0000:03:00.0"), ("PCI:0000:0A:00.1", "pci:0000:0a:00.1"),
        ("0000:03:00.0", "pci:0000:03:00.0"), ("10000:E1:00.7", "pci:10000:e1:00.7"),
        ("/dev/dri/by-path/pci-0000:03:00.0-render", "pci:0000:03:00.0"),
        ("/dev/dri/by-path/pci-0000:03:00.0-card", "pci:0000:03:00.0"), ("cpu", "cpu"), ("cuda:1", "cuda:1"),
        ("acme:card/7", "acme:card/7"),
    ])
    func `a device has one id, however it is written`(text: String, id: String) throws {
        #expect(try DeviceName(text).id == id)
    }

    @Test(arguments: [
        ("/dev/dri/renderD128", "prints"), ("0", "prints"), ("03:00.0", "write pci:0000:03:00.0"),
        ("pci:0000:03:00.8", "prints"), ("pci:0000:03", "prints"), ("/dev/dri/by-path/pci-0000:03-render", "prints"),
        ("/dev/dri/by-path/pci-", "prints"), ("GeForce RTX 3060", "prints"),
    ])
    func `a name that may be another device tomorrow is refused with a better one`(text: String, hint: String) {
        let error = #expect(throws: Reason.self) { try DeviceName(text) }
        #expect(error?.hint?.contains(hint) == true)
    }
}
