// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

extension Meaning {
    /// What a step that failed for the whole driver means in practice.
    static func ofFailure(_ failure: SurveyFailure) -> Note {
        ofFailure(failure, gpu: "", device: nil, release: nil)
    }

    /// What a step that failed on one GPU means in practice.
    static func ofFailure(_ failure: SurveyFailure, on gpu: GPUSurvey, device: String, release: Int?) -> Note {
        ofFailure(failure, gpu: gpu.name, device: device, release: release)
    }

    private static func ofFailure(_ failure: SurveyFailure, gpu: String, device: String?, release: Int?) -> Note {
        switch failure {
        case .cuda(let function, let code):
            let (name, hint) = cuda(code)
            return note("cuda-\(code)", "\(function) failed with \(code) (\(name))", hint, device: device)
        case .missingFunction(let name):
            return note(
                "nvenc-incomplete", "The encoder library brings no \(name)", "Install NVIDIA's driver again",
                device: device)
        case .tooOld(let newest):
            return note(
                "nvidia-driver-too-old",
                "The driver speaks NVENC \(newest), and \(APIVersion.oldest) is the oldest that serves",
                "Update NVIDIA's driver", device: device)
        case .refusedVersions(let newest):
            return note(
                "nvenc-incompatible", "The driver says that it speaks NVENC \(newest), and refuses all versions",
                "Install libnvidia-encode1 of the kernel module's version", device: device)
        case .encoder(let function, let status, let words):
            let (code, meaning, hint) = encoder(status, on: gpu, release: release)
            let said = words.isEmpty ? "" : ": \(words)"
            return note(code, "\(function) failed with \(status) (\(meaning))\(said)", hint, device: device)
        }
    }

    private static func cuda(_ code: UInt32) -> (name: String, hint: String?) {
        switch code {
        case 2:
            ("out of memory", "The GPU's memory is full: end programs that use it (nvidia-smi lists them)")
        case 46: ("device unavailable", "Another program has the GPU for itself (nvidia-smi -c 0 shares it)")
        case 100: ("no device", "Look at CUDA_VISIBLE_DEVICES, and at NVIDIA_VISIBLE_DEVICES in a container")
        case 101: ("invalid device", "Look at CUDA_VISIBLE_DEVICES: it names a GPU that is not here")
        case 304:
            (
                "operating system call failed",
                "The device rules refuse /dev/nvidia*: start the container with the GPU, and again after "
                    + "systemctl daemon-reload"
            )
        case 802:
            ("system not ready", "Wait for the driver's services (nvidia-fabricmanager), or restart them")
        case 803:
            (
                "library and kernel module differ",
                "The driver was updated while it ran: reboot, or give the container the host's version"
            )
        case 999:
            (
                "unknown",
                "Look for /dev/nvidia-uvm (nvidia-modprobe -u -c=0); after a suspend, load nvidia_uvm again"
            )
        default: ("see cuda.h", nil)
        }
    }

    private static func encoder(
        _ status: UInt32, on gpu: String, release: Int?
    ) -> (code: String, meaning: String, hint: String?) {
        switch status {
        case 1: ("nvenc-no-engine", "no encode device", noEngine(gpu, release: nil))
        case 2: ("nvenc-no-engine", "unsupported device", noEngine(gpu, release: release))
        case 8:
            (
                "nvenc-8", "invalid parameter",
                "Driver and Serval disagree: report this with the driver's version"
            )
        case 10:
            (
                "nvenc-out-of-memory", "out of memory",
                "The GPU's memory is full, or, on older drivers, all encode sessions are taken"
            )
        case 12: ("nvenc-12", "unsupported parameter", nil)
        case 15: ("nvidia-driver-too-old", "invalid version", "Update NVIDIA's driver")
        case 18: ("nvenc-busy", "encoder busy", "Try again shortly")
        case 20: ("nvenc-20", "generic error", "After a reset or a suspend, load NVIDIA's driver again")
        case 21:
            (
                "nvenc-session-limit", "incompatible client key",
                "All encode sessions that the driver allows are taken: end other programs that encode"
            )
        default: ("nvenc-\(status)", "see nvEncodeAPI.h", nil)
        }
    }

    /// Drivers of some releases say the same of a GPU that has an encoder, where a container got only some of the
    /// machine's GPUs.
    private static func noEngine(_ gpu: String, release: Int?) -> String {
        let words = gpu.split { " -".contains($0) }.map(String.init)
        if words.contains("MIG") { return "A MIG instance has no encoder: use a whole GPU that has one" }
        if ["A100", "A30", "H100", "H200", "GH200"].contains(where: words.contains) || gpu.hasSuffix("GT 1030") {
            return "\(gpu) has no encoder: use another GPU, or encode in software"
        }
        if let release, (570..<610).contains(release) {
            return "Either this GPU has no encoder, or the container got only some of the machine's GPUs on a driver "
                + "from 570 to 595: give it all of them"
        }
        return "This GPU has no encoder, as some of every generation: use another, or encode in software"
    }
}
