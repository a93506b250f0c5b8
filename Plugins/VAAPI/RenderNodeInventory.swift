// SPDX-License-Identifier: Apache-2.0
import Glibc
import ProviderSDK

/// What the kernel shows of this machine's GPUs; reading it runs no driver code of a vendor's.
struct RenderNodeInventory: Sendable, Hashable {
    /// All render nodes, by number; gaps are normal, since a container may have been given `renderD129`
    /// alone.
    var nodes: [RenderNode]
    /// The PCI addresses of display controllers, each with its kernel driver, empty for none.
    var displayControllers: [DisplayController]

    /// A graphics adapter on the PCI bus, whether or not it has a render node.
    struct DisplayController: Sendable, Hashable {
        var address: String
        var kernelDriver: String
    }

    /// Reads `/dev/dri` and sysfs.
    ///
    /// A node that the kernel has and `/dev` lacks is listed too, refused with ENOENT: it was not passed into
    /// this container.
    static func read() -> RenderNodeInventory {
        let seen = (SystemFile.names(in: "/dev/dri") ?? []) + (SystemFile.names(in: "/sys/class/drm") ?? [])
        return RenderNodeInventory(
            nodes: Set(seen.compactMap(number)).sorted().map { RenderNode(reading: $0) },
            displayControllers: controllers())
    }

    private static func controllers() -> [DisplayController] {
        (SystemFile.names(in: "/sys/bus/pci/devices") ?? []).sorted().compactMap { address in
            let directory = "/sys/bus/pci/devices/\(address)"
            // PCI base class 0x03: VGA, XGA, 3D and other display controllers.
            guard let classCode = SystemFile.hexadecimal("\(directory)/class"), classCode >> 16 == 0x03 else {
                return nil
            }
            return DisplayController(
                address: address, kernelDriver: SystemFile.linkName("\(directory)/driver") ?? "")
        }
    }

    init(nodes: [RenderNode], displayControllers: [DisplayController] = []) {
        self.nodes = nodes
        self.displayControllers = displayControllers
    }

    private static func number(_ name: String) -> Int? {
        name.hasPrefix("renderD") ? Int(name.dropFirst("renderD".count)) : nil
    }
}

extension RenderNode {
    /// The character device number of DRM.
    private static let drmMajor: UInt32 = 226

    fileprivate init(reading number: Int) {
        let device = "/sys/class/drm/renderD\(number)/device"
        self.init(
            number: number, access: Self.access(to: "/dev/dri/renderD\(number)"),
            kernelDriver: SystemFile.linkName("\(device)/driver") ?? "",
            bus: SystemFile.linkName("\(device)/subsystem") ?? "soc",
            busName: SystemFile.linkName(device) ?? "",
            vendorID: SystemFile.hexadecimal("\(device)/vendor") ?? 0,
            productID: SystemFile.hexadecimal("\(device)/device") ?? 0)
    }

    private static func access(to path: String) -> Access {
        var status = stat()
        guard stat(path, &status) == 0 else { return .refused(errno: errno, group: nil) }
        guard status.st_mode & S_IFMT == S_IFCHR, major(status.st_rdev) == drmMajor else {
            return .notARenderNode
        }
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return .refused(errno: errno, group: group(status.st_gid)) }
        close(descriptor)
        return .granted
    }

    /// Looks into the file itself: asking glibc would load its plugins for directory services.
    private static func group(_ id: gid_t) -> Group {
        let lines = TextFile.read("/etc/group")?.split(separator: "\n") ?? []
        let fields = lines.map { $0.split(separator: ":", omittingEmptySubsequences: false) }
        let name = fields.first { $0.count > 2 && $0[2] == String(id) }?.first
        return Group(id: id, name: name.map(String.init) ?? "")
    }

    /// glibc's `major()`, a macro that Swift does not import.
    private static func major(_ device: dev_t) -> UInt32 {
        UInt32(truncatingIfNeeded: (device >> 8) & 0xfff | (device >> 32) & ~0xfff)
    }
}
