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
                failedHint(node))
        case .start(let function, let status):
            note(
                node, "va-driver-failed", "The VA driver failed in \(function) with \(hexadecimal(status))",
                failedHint(node))
        case .initialize(let status, let messages):
            ofInitialization(status, messages, on: node, forcedDriver: forcedDriver)
        }
    }

    /// A driver that starts when it is named, and that libva does not find by itself.
    static func ofUnnamedDriver(_ name: String, _ survey: DriverSurvey, on node: RenderNode) -> Note {
        let driver = DriverIdentity(vendor: survey.vendor)
        return note(
            node, "va-driver-unnamed",
            "This libva knows no VA driver for the kernel driver \(node.kernelDriver); \(driver.text) starts when "
                + "it is named",
            "Start Serval with LIBVA_DRIVER_NAME=\(name), or use libva 2.21 or later")
    }

    /// Two drivers for one GPU, of which libva takes the first that starts.
    static func ofSecondDriver(_ taken: String, _ other: String, on node: RenderNode) -> Note {
        note(
            node, "va-driver-choice", "\(other)_drv_video.so is installed as well; libva has taken \(taken)",
            "LIBVA_DRIVER_NAME=\(other) selects it, for every GPU: i965 encodes VP8 and VP9 on some GPUs where iHD "
                + "does not",
            severity: .info)
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
            return note(node, "va-driver-failed", text, failedHint(node))
        }
        return note(node, "no-va-driver", text, driverHint(node))
    }

    private static func failedHint(_ node: RenderNode) -> String {
        let older = node.kernelDriver == "i915" ? "; before Broadwell, Intel's GPUs need i965-va-driver" : ""
        return "The VA driver is there and does not serve this GPU: look into dmesg, or update it\(older)"
    }

    private static func driverHint(_ node: RenderNode) -> String {
        switch node.kernelDriver {
        case "i915":
            "Install intel-media-va-driver (-non-free encodes more); before Broadwell, i965-va-driver"
        case "xe":
            "Install intel-media-va-driver; before libva 2.21 also start Serval with LIBVA_DRIVER_NAME=iHD"
        case "amdgpu", "radeon": "Install mesa-va-drivers"
        case "nvidia", "nvidia-drm": "NVIDIA's GPUs encode through NVENC, not through VA-API"
        case "virtio_gpu", "virtio-pci":
            "This is a virtual GPU, which encodes only where its host does (virglrenderer with video): pass a real "
                + "one through, or encode in software"
        case "vgem", "vkms", "bochs-drm", "qxl", "vmwgfx":
            "This is a virtual GPU, which encodes nothing: pass a real one through, or encode in software"
        default: "Install the VA driver of this GPU, mostly mesa-va-drivers"
        }
    }

    static func hexadecimal(_ status: Int32) -> String {
        "status 0x" + String(UInt32(bitPattern: status), radix: 16)
    }
}
