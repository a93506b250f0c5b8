// SPDX-License-Identifier: Apache-2.0
import CVA
import Glibc
import ProviderSDK

/// What the things seen mean for users: values in, records out; touches nothing.
enum Meaning {
    /// A machine on which no render node exists.
    static func ofNoNode(_ inventory: RenderNodeInventory) -> Note {
        guard let controller = inventory.displayControllers.first else {
            return Note(
                severity: .error, code: "no-drm",
                text: "No GPU: /dev/dri has no render node, and no display controller is on the PCI bus",
                hint:
                    "VA-API needs an Intel or AMD GPU; pass one to this machine, or encode in software"
            )
        }
        let driver = controller.kernelDriver
        let state =
            driver.isEmpty ? "has no kernel driver" : "has the kernel driver \(driver), which makes none"
        return Note(
            severity: .error, code: "no-drm",
            text: "/dev/dri has no render node: the display controller \(controller.address) \(state)",
            hint: "Load the GPU's kernel driver (i915, xe or amdgpu) and its firmware; in a container, "
                + "pass /dev/dri to it (--device /dev/dri)")
    }

    /// None of the devices that the host asks about is here.
    static let ofNoWantedNode = Note(
        severity: .error, code: "no-device",
        text: "The render node that was asked for is not on this machine",
        hint: "Look at the devices that Serval lists now: hardware may have moved to another slot")

    /// A node as found, before its driver is asked.
    static func device(of node: RenderNode) -> Device {
        Device(id: node.deviceID, name: node.label, driver: node.kernelDriver, node: node.path)
    }

    /// Why a node cannot be used; nil when it can.
    static func ofAccess(to node: RenderNode) -> Note? {
        switch node.access {
        case .granted: nil
        case .notARenderNode:
            note(
                node, "no-drm", "\(node.path) is no DRM device",
                "Pass the real device node (--device /dev/dri)")
        case .refused(let code, let group): refusal(node, code, group)
        }
    }

    /// libva, or a function in it, is missing.
    static func ofMissingLibrary(_ failure: SharedLibrary.Failure) -> Note {
        Note(
            severity: .error, code: "no-libva", text: "libva cannot be loaded: \(failure.text)",
            hint: "Install libva2 and libva-drm2")
    }

    /// An override in the environment counts for every GPU: worth knowing even where the driver answers.
    static func ofForcedDriver(_ name: String) -> Note {
        Note(
            severity: .warning, code: "va-driver-forced",
            text: "LIBVA_DRIVER_NAME=\(name) forces this VA driver on every GPU",
            hint: "Unset it where GPUs of several vendors are used")
    }

    private static func refusal(_ node: RenderNode, _ code: Int32, _ group: RenderNode.Group?) -> Note {
        switch code {
        case ENOENT:
            note(
                node, "node-missing", "The kernel has \(node.name), but \(node.path) does not exist",
                "Pass it into this container (--device /dev/dri)")
        case EACCES: ofGroup(group, node)
        case EPERM:
            note(
                node, "no-permission", "\(node.path) is refused by the container's device rules",
                "Pass it with --device \(node.path), not as a mount")
        case ENODEV, ENXIO:
            note(
                node, "device-gone", "\(node.path) has no driver behind it any more",
                "Look into dmesg for a reset or an unplug of the GPU; loading its driver again may help")
        default:
            note(
                node, "open-failed", "\(node.path) cannot be opened: \(String(cString: strerror(code)))", nil)
        }
    }

    private static func ofGroup(_ group: RenderNode.Group?, _ node: RenderNode) -> Note {
        guard let group else {
            return note(
                node, "no-permission", "\(node.path) may not be opened", "Look at the permissions of /dev/dri")
        }
        let hint =
            group.name.isEmpty
            ? "Give the container that group (--group-add \(group.id))"
            : "Add the user to it (usermod -aG \(group.name) USER); a container needs --group-add \(group.id)"
        let name = group.name.isEmpty ? "" : " (\(group.name))"
        return note(
            node, "no-permission", "\(node.path) may not be opened: it belongs to group \(group.id)\(name)", hint)
    }

    static func note(
        _ node: RenderNode, _ code: String, _ text: String, _ hint: String?, encoder: String? = nil,
        severity: Note.Severity = .error
    ) -> Note {
        Note(severity: severity, code: code, text: text, hint: hint, encoder: encoder, device: node.deviceID)
    }
}
