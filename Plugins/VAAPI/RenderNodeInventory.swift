// SPDX-License-Identifier: Apache-2.0
import Glibc

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

    /// Reads `/dev/dri` and sysfs below the tree's root.
    ///
    /// A node that the kernel has and `/dev` lacks is listed too, refused with ENOENT: it was not passed into
    /// this container. `drmMajor` is the character device number of DRM; only tests give another.
    init(reading tree: SystemTree, drmMajor: UInt32 = 226) {
        let seen = (tree.names(in: "/dev/dri") ?? []) + (tree.names(in: "/sys/class/drm") ?? [])
        nodes = Set(seen.compactMap(Self.number)).sorted().map { number in
            RenderNode(number: number, in: tree, drmMajor: drmMajor)
        }
        displayControllers = (tree.names(in: "/sys/bus/pci/devices") ?? []).sorted().compactMap { address in
            let directory = "/sys/bus/pci/devices/\(address)"
            // PCI base class 0x03: VGA, XGA, 3D and other display controllers.
            guard let classCode = tree.hexadecimal("\(directory)/class"), classCode >> 16 == 0x03 else {
                return nil
            }
            let driver = tree.linkName("\(directory)/driver") ?? ""
            return DisplayController(address: address, kernelDriver: driver)
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
    fileprivate init(number: Int, in tree: SystemTree, drmMajor: UInt32) {
        let device = "/sys/class/drm/renderD\(number)/device"
        path = "\(tree.root)/dev/dri/renderD\(number)"
        self.number = number
        access = Self.access(to: path, drmMajor: drmMajor)
        kernelDriver = tree.linkName("\(device)/driver") ?? ""
        bus = tree.linkName("\(device)/subsystem") ?? "soc"
        busName = tree.linkName(device) ?? ""
        vendorID = tree.hexadecimal("\(device)/vendor") ?? 0
        productID = tree.hexadecimal("\(device)/device") ?? 0
    }

    private static func access(to path: String, drmMajor: UInt32) -> Access {
        var status = stat()
        guard stat(path, &status) == 0 else { return .refused(errno: errno, group: 0) }
        guard status.st_mode & S_IFMT == S_IFCHR, major(status.st_rdev) == drmMajor else {
            return .notARenderNode
        }
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return .refused(errno: errno, group: status.st_gid) }
        close(descriptor)
        return .granted
    }

    /// glibc's `major()`, a macro that Swift does not import.
    private static func major(_ device: dev_t) -> UInt32 {
        UInt32(truncatingIfNeeded: (device >> 8) & 0xfff | (device >> 32) & ~0xfff)
    }
}
