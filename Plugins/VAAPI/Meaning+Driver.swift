// SPDX-License-Identifier: Apache-2.0
import CVA
import Glibc
import ProviderSDK

extension Meaning {
    /// Why a driver gave no answer. `forcedDriver` is the value of LIBVA_DRIVER_NAME.
    static func ofFailure(_ failure: SurveyFailure, on node: RenderNode, forcedDriver: String? = nil) -> Note {
        switch failure {
        case .open(let code):
            note(
                node, "open-failed",
                "\(node.path) cannot be opened any more: \(String(cString: strerror(code)))", nil)
        case .display:
            note(node, "no-va-display", "libva-drm makes no display of \(node.path)", nil)
        case .query(let function, let status):
            note(
                node, "va-driver-failed", "The VA driver refused \(function) with \(hexadecimal(status))",
                driverHint(node))
        case .initialize(let status, let messages):
            ofInitialization(status, messages, on: node, forcedDriver: forcedDriver)
        }
    }

    /// An override in the environment counts for every GPU: worth knowing even where the driver answered.
    static func ofForcedDriver(_ name: String, on node: RenderNode) -> Note {
        note(
            node, "va-driver-forced", "LIBVA_DRIVER_NAME=\(name) forces this VA driver on every GPU",
            "Unset it where GPUs of several vendors are used", severity: .warning)
    }

    private static func ofInitialization(
        _ status: Int32, _ messages: [String], on node: RenderNode, forcedDriver: String?
    ) -> Note {
        let said = messages.isEmpty ? "" : ": " + messages.suffix(4).joined(separator: "; ")
        let text = "vaInitialize failed with \(hexadecimal(status))\(said)"
        if let forcedDriver {
            return note(
                node, "no-va-driver", text,
                "LIBVA_DRIVER_NAME=\(forcedDriver) is set: unset it, or correct it")
        }
        if messages.contains(where: { $0.contains("has no function") || $0.contains("__vaDriverInit") }) {
            return note(
                node, "va-driver-version", text,
                "libva and the VA driver do not fit each other: update both together")
        }
        if messages.contains(where: { $0.contains("init failed") }) {
            return note(node, "va-driver-failed", text, driverHint(node))
        }
        return note(node, "no-va-driver", text, driverHint(node))
    }

    private static func driverHint(_ node: RenderNode) -> String {
        switch node.kernelDriver {
        case "i915":
            "Install intel-media-va-driver (-non-free encodes more); before Broadwell, i965-va-driver"
        case "xe":
            "Install intel-media-va-driver; before libva 2.21 also set LIBVA_DRIVER_NAME=iHD for Serval"
        case "amdgpu", "radeon": "Install mesa-va-drivers"
        case "nvidia", "nvidia-drm": "NVIDIA's GPUs encode through NVENC, not through VA-API"
        case "virtio_gpu", "virtio-pci", "vgem", "vkms", "bochs-drm", "qxl", "vmwgfx":
            "This is a virtual GPU, which encodes nothing: pass a real one through, or encode in software"
        default: "Install the VA driver of this GPU, mostly mesa-va-drivers"
        }
    }

    private static func hexadecimal(_ status: Int32) -> String {
        "status 0x" + String(UInt32(bitPattern: status), radix: 16)
    }
}
