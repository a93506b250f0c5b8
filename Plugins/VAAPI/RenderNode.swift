// SPDX-License-Identifier: Apache-2.0

/// A GPU's render node, as found before any driver code ran.
struct RenderNode: Sendable, Hashable {
    /// Whether this process may use the node.
    enum Access: Sendable, Hashable {
        /// It opened for reading and writing.
        case granted
        /// `stat` or `open` failed with this errno; the group that owns the node, nil when that is unknown.
        case refused(errno: Int32, group: Group?)
        /// Something else stands at the node's path.
        case notARenderNode
    }

    /// A group of users; the name is empty where this system has none for it, as in many containers.
    struct Group: Sendable, Hashable {
        var id: UInt32
        var name: String
    }

    /// The number in `renderD128`.
    var number: Int
    var access: Access
    /// The kernel's driver, such as `i915`; empty when unknown.
    var kernelDriver: String
    /// The bus and the device's name on it, such as `pci` and `0000:00:02.0`; empty when sysfs tells nothing.
    var bus: String
    var busName: String
    /// PCI ids; 0 when it is no PCI device.
    var vendorID: UInt32
    var productID: UInt32

    /// `renderD128`.
    var name: String { "renderD\(number)" }

    /// `/dev/dri/renderD128`, as GStreamer's elements tell it, too.
    var path: String { "/dev/dri/\(name)" }

    /// Stable across boots where the bus is known: node numbers follow the order in which drivers load.
    var deviceID: String { busName.isEmpty ? "drm:\(name)" : "\(bus):\(busName)" }

    /// For people, as far as sysfs tells.
    var label: String {
        let vendor =
            switch vendorID {
            case 0x8086: "Intel GPU"
            case 0x1002: "AMD GPU"
            case 0x10de: "NVIDIA GPU"
            case 0x1af4: "virtio GPU"
            default: "GPU"
            }
        guard vendorID != 0 else { return "\(vendor) \(name)" }
        return "\(vendor) \(hexadecimal(vendorID)):\(hexadecimal(productID))"
    }

    private func hexadecimal(_ id: UInt32) -> String {
        let digits = String(id, radix: 16)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
